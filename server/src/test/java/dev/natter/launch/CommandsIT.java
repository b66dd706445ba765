package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands beside serving, run from the jar: their own words, and none of the libraries'. */
class CommandsIT {

  private static final String BESIDE_THE_POINT = "(?s).*\\b(TRACE|DEBUG|INFO)\\b.*";

  @TempDir private Path folder;

  /** Runs a command to its end; what it said is its own. */
  private NatterProcess run(int exitCode, String... args) {
    try (NatterProcess natter = NatterProcess.launch(folder, Map.of(), args)) {
      assertThat(natter.await()).as("%s", natter.err()).isEqualTo(exitCode);
      assertThat(natter.out()).doesNotMatch(BESIDE_THE_POINT);
      assertThat(natter.err()).doesNotMatch(BESIDE_THE_POINT);
      return natter;
    }
  }

  /** Runs a command that must fail, and gives the one sentence that says why. */
  private String failure(String... args) {
    NatterProcess failed = run(Natter.FAILED, args);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err().lines()).as("%s", failed.err()).hasSize(1);
    return failed.err();
  }

  @Test
  void whatTalksToAServerSaysOnlyWhatWasAskedFor() {
    try (NatterProcess server =
        NatterProcess.start(folder.resolve("served"), "--delivery", "memory")) {
      String url = "http://127.0.0.1:" + server.port();
      NatterProcess bench =
          run(0, "bench", "echo", "--url", url, "--clients=2", "--warm-up=0", "--seconds=1");
      assertThat(bench.out().lines())
          .allMatch(line -> line.startsWith("  ") || line.startsWith("{"));
      NatterProcess say = run(0, "say", "--url", url, "hello");
      assertThat(say.out() + say.err()).isEmpty();
    }
  }

  @Test
  void whatWorksOnAStoreDoesTooAndFailsInOneSentence() throws IOException {
    Files.writeString(folder.resolve("mine.jsonl"), "mine");
    assertThat(failure("user", "role", "Ada", "admin")).startsWith("natter: ");
    assertThat(run(0, "verify").out()).isEqualTo("0 documents checked, 0 found wrong");
    assertThat(failure("export", "mine.jsonl")).contains("mine.jsonl is there already");
    assertThat(failure("import", "none.jsonl")).contains("none.jsonl is not there");
    assertThat(failure("import", "mine.jsonl")).contains("Line 1 is not JSON");
  }

  @Test
  void whatFindsNoServerFailsInOneSentence() throws IOException {
    int closed;
    try (ServerSocket probe = new ServerSocket(0)) {
      closed = probe.getLocalPort();
    }
    String url = "http://127.0.0.1:" + closed;
    assertThat(failure("say", "--url", url, "hello")).contains(url);
    NatterProcess bench = run(Natter.FAILED, "bench", "idle", "--url", url, "--clients=1");
    assertThat(bench.err()).contains("natter: A client could not connect: Connection refused");
  }
}
