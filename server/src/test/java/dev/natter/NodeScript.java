package dev.natter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program in {@code src/test/node}, with real clients from npm, against a server. */
public final class NodeScript {

  private static final Path FOLDER = Path.of("src/test/node");
  private static final int LIMIT_SECONDS = 120;

  private NodeScript() {}

  /** Runs a script against a server and fails with its output if it does. */
  public static void run(String script, int port) throws IOException, InterruptedException {
    Path output = Files.createTempFile("node-", ".txt");
    Process node =
        new ProcessBuilder("node", script, "--url", "http://127.0.0.1:" + port)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean done = node.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      String said = Files.readString(output);
      assertThat(done).as("%s is done in time: %s", script, said).isTrue();
      assertThat(said).containsPattern("(?m)^[1-9]\\d* passed, 0 failed$");
      assertThat(node.exitValue()).as(said).isZero();
    } finally {
      node.destroyForcibly();
      Files.delete(output);
    }
  }
}
