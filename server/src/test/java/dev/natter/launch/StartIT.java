package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {

  @TempDir private Path folder;

  /** Runs a start that must fail, and gives the one sentence that says why. */
  private String refusal(int exitCode, String... args) {
    try (NatterProcess natter = NatterProcess.launch(folder, Map.of(), args)) {
      assertThat(natter.await()).as("%s", natter.err()).isEqualTo(exitCode);
      assertThat(natter.out()).isEmpty();
      assertThat(natter.err().lines()).as("%s", natter.err()).hasSize(1);
      return natter.err();
    }
  }

  @Test
  void itSaysWhereToGoAndWhatIsInForce() throws Exception {
    try (NatterProcess natter = NatterProcess.start(folder, "--data", "here")) {
      assertThat(natter.out())
          .contains("http://localhost:" + natter.port() + "/")
          .contains(folder.toRealPath().resolve("here").toString())
          .contains("embedded store", "once they are on disk");
      assertThat(natter.out().lines().filter(line -> line.startsWith("ready")))
          .containsExactly("ready http://localhost:" + natter.port());
      assertThat(natter.err()).isEmpty();
    }
  }

  @Test
  void itSaysThatMemoryForgetsAndThatWithoutFsyncAPowerCutCosts() {
    try (NatterProcess natter = NatterProcess.start(folder, "--delivery", "memory")) {
      assertThat(natter.out()).contains("a restart forgets them");
      assertThat(folder.resolve("natter-data")).doesNotExist();
    }
    try (NatterProcess natter = NatterProcess.start(folder, "--fsync", "false")) {
      assertThat(natter.out()).contains("fsync is off");
    }
  }

  @Test
  void aPortInUseIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(refusal(1, "--port", port))
          .isEqualTo("natter: Port " + port + " is in use; choose another with --port.");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsSaid() {
    assertThat(refusal(1, "--host", "192.0.2.1")).contains("192.0.2.1").contains("--host");
  }

  @Test
  void aSecondPortInUseIsAWarningAndTheRestGoesOn() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      try (NatterProcess natter = NatterProcess.start(folder, "--ws-port", port)) {
        Awaitility.await()
            .untilAsserted(
                () -> assertThat(natter.err()).contains("WARN", "Port " + port + " is in use"));
        assertThat(natter.out()).contains("ready http://localhost:" + natter.port());
      }
    }
  }

  @Test
  void aSecondPortIsNamedWhenReady() throws IOException {
    int free;
    try (ServerSocket probe = new ServerSocket(0)) {
      free = probe.getLocalPort();
    }
    try (NatterProcess natter = NatterProcess.start(folder, "--ws-port", free + "")) {
      assertThat(natter.out())
          .contains("ready http://localhost:" + natter.port() + " ws://localhost:" + free);
    }
  }

  @Test
  void aFolderThatAnotherProcessHasIsSaid() {
    try (NatterProcess natter = NatterProcess.start(folder)) {
      assertThat(refusal(1)).contains("The data folder").contains("in use by another process");
      assertThat(natter.out()).contains("ready");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(refusal(1, "--data", file.resolve("below").toString()))
        .contains("The data folder")
        .contains("cannot be made");
  }

  @Test
  void aMongoDbThatIsNotThereIsSaidWithoutThePassword() throws IOException {
    int closed;
    try (ServerSocket probe = new ServerSocket(0)) {
      closed = probe.getLocalPort();
    }
    String uri = "mongodb://joe:hunter2@127.0.0.1:" + closed + "/chat";
    assertThat(refusal(1, "--mongo-uri", uri))
        .contains("MongoDB at 127.0.0.1:" + closed + " does not answer")
        .doesNotContain("hunter2");
  }

  @Test
  void whatCannotBeMeantEndsWithTwo() {
    assertThat(refusal(2, "--port", "70000")).contains("a port is a number from 0 to 65535");
  }

  @Test
  void aFlagWinsOverTheEnvironmentThatOverTheFile() throws IOException {
    Files.write(folder.resolve("natter.yaml"), List.of("data: from-file", "fsync: false"));
    Map<String, String> environment = Map.of("NATTER_DATA", "from-environment");
    try (NatterProcess natter =
        NatterProcess.launch(folder, environment, "config", "--delivery", "memory")) {
      assertThat(natter.await()).isZero();
      assertThat(natter.out().lines())
          .anyMatch(line -> line.matches("data +from-environment +NATTER_DATA"))
          .anyMatch(line -> line.matches("fsync +false +natter.yaml, fsync"))
          .anyMatch(line -> line.matches("delivery +memory +--delivery"));
    }
  }

  @Test
  void jsonLogsAreJsonFromTheFirstLineToTheLast() throws IOException {
    try (NatterProcess natter = NatterProcess.start(folder, "--log-format", "json")) {
      natter.terminate();
      assertThat(natter.await()).isZero();
      assertThat(natter.out()).isEqualTo("ready http://localhost:" + natter.port());
      assertThat(natter.err().lines()).hasSizeGreaterThan(1);
      for (String line : natter.err().lines().toList()) {
        JsonNode json = ChatClient.JSON.readTree(line);
        assertThat(json.fieldNames()).toIterable().startsWith("at", "level", "logger");
      }
    }
  }

  @Test
  void aFailedStartIsAJsonLineTooIfLogsAre() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String sentence = refusal(1, "--log-format", "json", "--port", taken.getLocalPort() + "");
      assertThat(ChatClient.JSON.readTree(sentence).get("message").asText()).contains("is in use");
    }
  }
}
