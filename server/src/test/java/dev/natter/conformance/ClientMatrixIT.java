package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Every generation of socket.io-client under Node, on every transport, against the server. The
 * table is left in {@code target/client-matrix.md}.
 */
class ClientMatrixIT {
  private static final int LIMIT_MINUTES = 10;
  private static final Path FOLDER = Path.of("src/test/node");
  private static final Path TABLE = Path.of("target/client-matrix.md");

  private final Target server = Target.calm();

  @Test
  void everyCellPasses() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("node", "matrix.js", "--url", "http://127.0.0.1:" + server.port());
    builder.directory(FOLDER.toFile()).redirectErrorStream(true);
    builder.redirectOutput(TABLE.toFile());
    Process node = start(builder);
    try {
      boolean done = node.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      String table = Files.readString(TABLE);
      assertThat(done).as("done within %d minutes: %s", LIMIT_MINUTES, table).isTrue();
      assertThat(table).containsPattern("(?m)^[1-9]\\d* passed, 0 failed$");
      assertThat(node.exitValue()).isZero();
    } finally {
      node.destroyForcibly();
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError(
          "The client matrix needs Node 20 or newer on the PATH, and there is none.", e);
    }
  }
}
