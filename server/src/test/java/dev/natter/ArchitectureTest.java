package dev.natter;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ObjectInputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the code to the package table of ARCHITECTURE.md, which {@link TidyTest} compares with the
 * one here. A new package begins with a row in both.
 */
class ArchitectureTest {

  private static final String OURS = "dev.natter";

  /** What {@code launch} may import. */
  private static final String ALL = "all";

  /** Each package and those of ours that it may import, in the order of ARCHITECTURE.md. */
  static final Map<String, List<String>> MAY_IMPORT = new LinkedHashMap<>();

  static {
    MAY_IMPORT.put("launch", List.of(ALL));
    MAY_IMPORT.put("gateway.socketio", List.of("engine", "fanout", "wire", "chat", "auth"));
    MAY_IMPORT.put("gateway.websocket", List.of("net", "fanout", "wire", "chat", "auth"));
    MAY_IMPORT.put("gateway.http", List.of("net", "wire", "chat", "auth"));
    MAY_IMPORT.put("gateway.webhook", List.of("wire", "chat"));
    MAY_IMPORT.put("terminal", List.of());
    MAY_IMPORT.put("store.mongo", List.of("chat"));
    MAY_IMPORT.put("fanout", List.of("wire", "chat"));
    MAY_IMPORT.put("auth", List.of("chat"));
    MAY_IMPORT.put("wire", List.of("chat"));
    MAY_IMPORT.put("chat", List.of());
    MAY_IMPORT.put("engine", List.of());
    MAY_IMPORT.put("net", List.of());
    MAY_IMPORT.put("bench", List.of());
  }

  /** Each library and the rooms that may touch it. */
  private static final Map<String, List<String>> LIBRARY_ROOMS =
      Map.ofEntries(
          entry("com.corundumstudio.socketio..", "engine", "gateway.socketio", "launch"),
          entry(
              "io.netty..",
              "engine",
              "net",
              "gateway.socketio",
              "gateway.websocket",
              "gateway.http",
              "gateway.webhook",
              "store.mongo",
              "bench",
              "launch"),
          entry("com.mongodb..", "store.mongo"),
          entry("org.bson..", "store.mongo"),
          entry("de.bwaldvogel..", "store.mongo"),
          entry("org.h2..", "store.mongo"),
          entry("org.HdrHistogram..", "bench"),
          entry("io.github.resilience4j..", "store.mongo"),
          entry("org.msgpack..", "engine"),
          entry("com.fasterxml.jackson..", "wire", "engine", "launch"),
          entry("io.socket..", "terminal"),
          entry("org.json..", "terminal"),
          entry("okhttp3..", "terminal"),
          entry("com.nimbusds..", "auth"),
          entry("com.password4j..", "auth"),
          entry("picocli..", "launch"),
          entry("ch.qos.logback..", "launch"));

  /** The interfaces that have several implementations; nothing else needs an interface. */
  private static final Set<String> PORTS =
      Set.of(
          "dev.natter.chat.MessageStore",
          "dev.natter.chat.RoomStore",
          "dev.natter.chat.FileStore",
          "dev.natter.chat.WebhookStore",
          "dev.natter.chat.Follower",
          "dev.natter.chat.UserStore",
          "dev.natter.chat.AuditStore",
          "dev.natter.fanout.Audience",
          "dev.natter.engine.MessageSink");

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes", "dev", "natter"));

  private static final JavaClasses MAIN_AND_TESTS =
      new ClassFileImporter()
          .importPaths(
              Path.of("target", "classes", "dev", "natter"),
              Path.of("target", "test-classes", "dev", "natter"));

  static Stream<String> packages() {
    return MAY_IMPORT.keySet().stream();
  }

  @Test
  void everyPackageHasARow() {
    classes().should().resideInAnyPackage(rooms(MAY_IMPORT.keySet())).check(MAIN);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageImportsOnlyWhatItsRowAllows(String name) {
    List<String> allowed = MAY_IMPORT.get(name);
    Set<String> forbidden =
        MAY_IMPORT.keySet().stream()
            .filter(other -> !other.equals(name) && !allowed.contains(other))
            .filter(other -> !allowed.contains(ALL))
            .collect(toSet());
    noClasses()
        .that()
        .resideInAPackage(room(name))
        .should()
        .dependOnClassesThat(resideInAnyPackage(rooms(forbidden)))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void librariesStayInTheirRooms() {
    LIBRARY_ROOMS.forEach(
        (library, rooms) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(rooms(rooms))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(MAIN));
  }

  @Test
  void theChatCoreNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage(room("chat"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(room("chat"), "java..", "org.jspecify.annotations"))
        .check(MAIN);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching(OURS + ".(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void anInterfaceIsAPortOrAClosedSetOrOneFunction() {
    DescribedPredicate<JavaClass> open =
        DescribedPredicate.describe(
            "open interfaces",
            type ->
                type.isInterface()
                    && !type.isAnnotation()
                    && !type.getSimpleName().equals("package-info")
                    && !type.reflect().isSealed()
                    && !type.isAnnotatedWith(FunctionalInterface.class));
    assertThat(MAIN.that(open)).extracting(JavaClass::getName).isSubsetOf(functions());
  }

  @Test
  void aPortHasSeveralImplementations() {
    for (String port : PORTS) {
      assertThat(MAIN_AND_TESTS.get(port).getAllSubclasses())
          .as(port)
          .filteredOn(type -> !type.isInterface())
          .hasSizeGreaterThanOrEqualTo(2);
    }
  }

  /** Ports, and interfaces with one method, for which the compiler accepts a lambda. */
  private static Set<String> functions() {
    Stream<String> oneMethod =
        MAIN.stream()
            .filter(JavaClass::isInterface)
            .filter(type -> abstractMethods(type) <= 1)
            .map(JavaClass::getName);
    return Stream.concat(PORTS.stream(), oneMethod).collect(toSet());
  }

  private static long abstractMethods(JavaClass type) {
    return type.getAllMethods().stream()
        .filter(method -> method.getOwner().isInterface())
        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
        .count();
  }

  @Test
  void noStaticFieldChanges() {
    fields().that().areStatic().should().beFinal().check(MAIN);
  }

  @Test
  void onlyTheLauncherWritesToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackage(room("launch"))
        .should(ACCESS_STANDARD_STREAMS)
        .check(MAIN);
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
  }

  @Test
  void nobodyReadsSerializedObjects() {
    noClasses().should().dependOnClassesThat(equivalentTo(ObjectInputStream.class)).check(MAIN);
  }

  @Test
  void onlyTheLauncherEndsTheProcess() {
    noClasses()
        .that(not(resideInAPackage(room("launch"))))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(MAIN);
  }

  private static Map.Entry<String, List<String>> entry(String library, String... rooms) {
    return Map.entry(library, List.of(rooms));
  }

  private static String room(String name) {
    return OURS + "." + name;
  }

  private static String[] rooms(Iterable<String> names) {
    Stream.Builder<String> rooms = Stream.builder();
    names.forEach(name -> rooms.add(room(name)));
    return rooms.build().toArray(String[]::new);
  }
}
