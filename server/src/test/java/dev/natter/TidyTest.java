package dev.natter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Holds the files of the whole repository to the rules that no formatter or compiler checks. */
class TidyTest {

  private static final int MAX_LINES = 400;
  private static final int MAX_TEST_LINES = 600;
  private static final int MAX_METHOD_LINES = 70;
  private static final int MAX_COLUMNS = 100;

  private static final Path SERVER = Path.of("").toAbsolutePath();
  private static final Path ROOT = SERVER.resolveSibling("");
  private static final Path MAIN = SERVER.resolve("src/main/java/dev/natter");
  private static final Path TESTS = SERVER.resolve("src/test/java");

  private static final Set<String> NOT_OURS =
      Set.of("target", "node_modules", ".git", ".idea", ".vscode", "natter-data", "dist");

  /** Pictures, and what a tool writes. */
  private static final Pattern NOT_TEXT =
      Pattern.compile(".*\\.(png|ico|gif|webp|woff2|br|gz)|package-lock\\.json|\\..*\\.swp|\\.git");

  /** Folders of what a fuzzer found: bytes, not words. */
  private static final String FOUND = "FuzzInputs";

  private static final Pattern TYPE =
      Pattern.compile("^\\s*(?:[a-z-]+ )*(class|interface|record|enum) (\\w+)", Pattern.MULTILINE);

  private static final Pattern BANNED_NAME =
      Pattern.compile("(?:Abstract|New)[A-Z].*|.*(?:Impl|Managers?|Helpers?|Utils?|Data|Info)");

  private static final Pattern HUNGARIAN_INTERFACE = Pattern.compile("I[A-Z][a-z]\\w*");

  private static final Set<String> BANNED_PACKAGES =
      Set.of("util", "utils", "common", "model", "dto", "core", "misc", "helper", "impl");

  /** Spelled in two parts, so that this file does not find itself. */
  private static final Pattern LEFT_OPEN =
      Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");

  private static final Pattern ONE_MACHINES_PATH =
      Pattern.compile("(?:^|[^\\w.-])/(?:work|root|home|Users|tmp/(?:wt|lab|bash\\w*))/");

  /** A row of ARCHITECTURE.md: package, first word of what lives there, imports. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z.]+)` \\| (\\w+)[^|]*\\| ([^|]+) \\|$", Pattern.MULTILINE);

  @Test
  void filesAreShortEnoughToRead() {
    assertThat(javaFiles())
        .filteredOn(file -> text(file).lines().count() > maxLines(file))
        .isEmpty();
  }

  private static int maxLines(Path file) {
    return file.startsWith(TESTS) ? MAX_TEST_LINES : MAX_LINES;
  }

  @Test
  void linesAreShortEnoughToRead() {
    assertThat(lines(javaFiles(), TidyTest::tooLong)).isEmpty();
  }

  /** The formatter breaks code; text and comments are the author's, addresses nobody's. */
  private static boolean tooLong(String line) {
    return line.length() > MAX_COLUMNS && !line.startsWith("import ") && !line.contains("://");
  }

  @Test
  void methodsAreShortEnoughToRead() throws IOException {
    assertThat(longMethods(javaFiles())).isEmpty();
  }

  @Test
  void namesSayWhatAThingIs() {
    assertThat(javaFiles()).flatExtracting(TidyTest::bannedNames).isEmpty();
    assertThat(packages()).noneMatch(name -> BANNED_PACKAGES.contains(lastPart(name)));
  }

  private static List<String> bannedNames(Path file) {
    List<String> banned = new ArrayList<>();
    Matcher type = TYPE.matcher(text(file));
    while (type.find()) {
      boolean hungarian =
          type.group(1).equals("interface") && HUNGARIAN_INTERFACE.matcher(type.group(2)).matches();
      if (hungarian || BANNED_NAME.matcher(type.group(2)).matches()) {
        banned.add(type.group(2));
      }
    }
    return banned;
  }

  @Test
  void everyPackageSaysWhatItDoes() {
    Map<String, Matcher> rows = rows();
    for (String name : packages()) {
      Path file = MAIN.resolve(name.replace('.', '/')).resolve("package-info.java");
      assertThat(file).exists();
      String verb = rows.get(name).group(2).toLowerCase(Locale.ROOT);
      assertThat(text(file).replaceAll("^/\\*\\*\\s*\\**\\s*", "").toLowerCase(Locale.ROOT))
          .as("the verb that opens %s", ROOT.relativize(file))
          .startsWith(verb);
      assertThat(text(file)).as(ROOT.relativize(file).toString()).contains("@NullMarked");
    }
  }

  @Test
  void theTableOfPackagesIsTrue() {
    Map<String, List<String>> documented = new LinkedHashMap<>();
    rows().forEach((name, row) -> documented.put(name, imports(row.group(3))));
    assertThat(documented).isEqualTo(ArchitectureTest.MAY_IMPORT);
    assertThat(documented.keySet()).hasSameElementsAs(packages());
  }

  private static List<String> imports(String cell) {
    return cell.equals("nothing") ? List.of() : List.of(cell.split(", "));
  }

  @Test
  void nothingIsLeftOpen() {
    assertThat(lines(textFiles(), LEFT_OPEN.asPredicate())).isEmpty();
  }

  @Test
  void noFileNamesOneMachinesFolders() {
    assertThat(lines(textFiles(), ONE_MACHINES_PATH.asPredicate())).isEmpty();
  }

  @Test
  void unitTestsDoNotSleep() {
    List<Path> unitTests =
        javaFiles().stream().filter(file -> file.toString().endsWith("Test.java")).toList();
    assertThat(lines(unitTests, line -> line.contains("Thread." + "sleep("))).isEmpty();
  }

  @Test
  void everyLibraryInTheJarIsCredited() {
    Matcher dependency =
        Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
            .matcher(text(SERVER.resolve("pom.xml")));
    String credits = text(ROOT.resolve("THIRD-PARTY.md"));
    while (dependency.find()) {
      if (!dependency.group(1).contains("<scope>test</scope>")) {
        Matcher group = Pattern.compile("<groupId>(.*?)</groupId>").matcher(dependency.group(1));
        assertThat(group.find()).isTrue();
        if (!group.group(1).equals("dev.natter")) {
          assertThat(credits).contains("`" + group.group(1) + "`");
        }
      }
    }
  }

  private static List<String> longMethods(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager sources = compiler.getStandardFileManager(null, null, UTF_8)) {
      var units = sources.getJavaFileObjectsFromPaths(files);
      var options = List.of("-proc:none");
      JavacTask task = (JavacTask) compiler.getTask(null, sources, d -> {}, options, null, units);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new TreeScanner<Void, LineMap>() {
          @Override
          public Void visitMethod(MethodTree method, LineMap lines) {
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > MAX_METHOD_LINES) {
              found.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName());
            }
            return super.visitMethod(method, lines);
          }
        }.scan(unit, unit.getLineMap());
      }
    }
    return found;
  }

  private static Map<String, Matcher> rows() {
    Map<String, Matcher> rows = new LinkedHashMap<>();
    ROW.matcher(text(SERVER.resolve("ARCHITECTURE.md")))
        .results()
        .forEach(
            row -> {
              Matcher parts = ROW.matcher(row.group());
              assertThat(parts.matches()).isTrue();
              rows.put(row.group(1), parts);
            });
    return rows;
  }

  /** The packages that hold a class, named from {@code dev.natter} on. */
  private static Set<String> packages() {
    return javaFiles().stream()
        .filter(file -> file.startsWith(MAIN))
        .map(file -> MAIN.relativize(file.getParent()).toString().replace('/', '.'))
        .collect(toCollection(TreeSet::new));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static List<Path> javaFiles() {
    return textFiles().stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  private static List<Path> textFiles() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
              String name = String.valueOf(folder.getFileName());
              return NOT_OURS.contains(name) || name.endsWith(FOUND)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
              String name = String.valueOf(file.getFileName());
              if (!NOT_TEXT.matcher(name).matches()) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The lines of all files that a predicate finds, each with its place. */
  private static List<String> lines(List<Path> files, Predicate<String> wanted) {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      int number = 0;
      for (String line : text(file).split("\n", -1)) {
        number++;
        if (wanted.test(line)) {
          found.add(ROOT.relativize(file) + ":" + number + ": " + line);
        }
      }
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kept so that a broken search for files cannot make every check above pass. */
  @Test
  void theFilesAreFound() {
    assertThat(Stream.of("pom.xml", "LICENSE", "test").map(ROOT::resolve)).allMatch(Files::exists);
    assertThat(javaFiles()).hasSizeGreaterThan(10);
    assertThat(rows()).hasSizeGreaterThan(5);
  }
}
