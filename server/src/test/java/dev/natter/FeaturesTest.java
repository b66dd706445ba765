package dev.natter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds FEATURES.md to the tests that there are. */
class FeaturesTest {

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  @Test
  void everyTestThatTheTableNamesExists() throws IOException {
    Set<String> there;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      there =
          files
              .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
              .collect(Collectors.toSet());
    }
    String table = Files.readString(Path.of("FEATURES.md"));

    assertThat(TEST.matcher(table).results().map((MatchResult match) -> match.group(1)).toList())
        .isNotEmpty()
        .allMatch(there::contains);
  }
}
