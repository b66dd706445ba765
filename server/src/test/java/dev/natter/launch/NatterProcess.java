package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged jar, run as its users run it: another process, watched through its output. Unless
 * told otherwise it takes any free port and no second one, and holds nobody back.
 */
public final class NatterProcess implements AutoCloseable {

  /** Far beyond what a start takes on a busy machine; a test that waits that long has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern READY = Pattern.compile("^ready http://[^ ]*:(\\d+)(?: .*)?$");

  private final Process process;
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final List<Thread> readers;

  private NatterProcess(Process process) {
    this.process = process;
    var unused =
        process
            .onExit()
            .thenRun(() -> port.completeExceptionally(new IllegalStateException("it ended")));
    this.readers =
        List.of(
            read(process.getInputStream(), out, this::look),
            read(process.getErrorStream(), err, line -> {}));
  }

  /** Starts the server in a folder and waits until it is ready. */
  public static NatterProcess start(Path folder, String... args) {
    NatterProcess started = launch(folder, Map.of(), args);
    try {
      started.port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return started;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      started.close();
      throw new IllegalStateException("not ready: " + started.out() + started.err(), e);
    }
  }

  /** Starts the program in a folder, whatever comes of it. */
  public static NatterProcess launch(Path folder, Map<String, String> environment, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-jar");
    command.add(
        Path.of(System.getProperty("natter.jar", "target/natter.jar")).toAbsolutePath() + "");
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> inherited = builder.environment();
    inherited.keySet().removeIf(name -> name.startsWith("NATTER_"));
    List.of("MONGODB_URI", "PORT", "JAVA_TOOL_OPTIONS").forEach(inherited::remove);
    inherited.put("NATTER_PORT", "0");
    inherited.put("NATTER_WS_PORT", "0");
    inherited.put("NATTER_EVENT_RATE", "0");
    inherited.putAll(environment);
    try {
      Files.createDirectories(folder);
      return new NatterProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread read(InputStream stream, List<String> lines, Consumer<String> watcher) {
    Runnable reading =
        () -> {
          try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
              synchronized (lines) {
                lines.add(line);
              }
              watcher.accept(line);
              line = reader.readLine();
            }
          } catch (IOException e) {
            // The process is gone, and what it said is kept.
          }
        };
    Thread thread = new Thread(reading, "natter-process-output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void look(String line) {
    Matcher ready = READY.matcher(line);
    if (ready.matches()) {
      port.complete(Integer.valueOf(ready.group(1)));
    }
  }

  /** The port of the main listener, once it is ready. */
  public int port() {
    return port.join();
  }

  /** The operating system's number of it. */
  public long pid() {
    return process.pid();
  }

  /** What it has printed so far. */
  public String out() {
    return joined(out);
  }

  /** What it has printed as errors and log so far. */
  public String err() {
    return joined(err);
  }

  private static String joined(List<String> lines) {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** Ends it as a crash would: SIGKILL. */
  public void kill() {
    process.toHandle().destroyForcibly();
    await();
  }

  /** Asks it to stop, as a system that shuts down does: SIGTERM. */
  public void terminate() {
    // The process object's own method would also close what is still to be read.
    process.toHandle().destroy();
  }

  /** Waits for its end, and for all that it said. */
  public int await() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("it does not end: " + out() + err());
      }
      for (Thread reader : readers) {
        reader.join(PATIENCE.toMillis());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
