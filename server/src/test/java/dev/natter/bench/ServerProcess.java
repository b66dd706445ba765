package dev.natter.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.launch.Natter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A measured server in a process of its own, and what the kernel says of it. Linux only. {@code
 * -Dnatter.bench.jvm} gives it other flags than those for CPU time, which leave the heap room and
 * keep each collection short; what is resident then is mostly garbage. Node's packages are looked
 * for where {@code npm install --prefix server/target/bench-node socket.io} puts them, or where
 * {@code -Dnatter.bench.node} says; the working folder is the project's.
 */
final class ServerProcess implements AutoCloseable {

  /** The unit of {@code /proc/PID/stat}: the kernel shows hundredths everywhere. */
  private static final long MILLIS_PER_TICK = 10;

  private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");

  private static final String JVM_FLAGS =
      System.getProperty("natter.bench.jvm", "-XX:+UseSerialGC -Xms512m -Xmx1g -Xmn32m");

  /** The machine's cores as {@code taskset} takes them. */
  private static final Path CORES = Path.of("/sys/devices/system/cpu/online");

  private static final Path NODE_SCRIPT = Path.of("server/src/test/node/bench-server.js");
  private static final Path NODE_MODULES =
      Path.of(System.getProperty("natter.bench.node", "server/target/bench-node"))
          .resolve("node_modules");

  private static final String NODE = "node";
  private static final String NATTER = "natter-";

  private static final Path DATA = Path.of("server/target/bench-data");

  private static final int EXIT_SECONDS = 5;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private final Process process;
  private final BufferedReader output;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
    this.output = process.inputReader(UTF_8);
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param kind a kind of {@link EngineBenchServer}, {@code node}, {@code bare} for a {@link
   *     BareBroadcaster}, or {@code natter-stored} or {@code natter-memory} for the whole server
   *     with that delivery
   * @param pinned whether it gets the first core for itself; else it is on all cores, whichever
   *     this process is on, but believes to have one, and may be given that by {@link #pin}
   * @param flags what it is told more
   */
  static ServerProcess start(String kind, boolean pinned, String... flags) throws IOException {
    int port = freePort();
    String cores = pinned ? "0" : Files.readString(CORES).strip();
    List<String> command = new ArrayList<>(List.of("taskset", "-c", cores));
    if (kind.equals(NODE)) {
      command.addAll(List.of("node", NODE_SCRIPT.toString(), Integer.toString(port)));
    } else {
      command.add(java());
      command.addAll(List.of(JVM_FLAGS.split(" ", -1)));
      command.add("-XX:-UseDynamicNumberOfCompilerThreads");
      if (!pinned) {
        command.add("-XX:ActiveProcessorCount=1");
      }
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(program(kind, port));
    }
    command.addAll(List.of(flags));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_PATH", NODE_MODULES.toAbsolutePath().toString());
    ServerProcess server = new ServerProcess(builder.start(), port);
    server.line("ready");
    return server;
  }

  private static List<String> program(String kind, int port) {
    String number = Integer.toString(port);
    if (kind.equals("bare")) {
      return List.of(BareBroadcaster.class.getName(), number);
    }
    if (!kind.startsWith(NATTER)) {
      return List.of(EngineBenchServer.class.getName(), kind, number);
    }
    String data = DATA.resolve(number).toString();
    String delivery = kind.substring(NATTER.length());
    List<String> arguments = new ArrayList<>(List.of(Natter.class.getName(), "serve"));
    arguments.addAll(List.of("--host", "127.0.0.1", "--port", number, "--ws-port", "0"));
    arguments.addAll(List.of("--data", data, "--delivery", delivery, "--event-rate", "0"));
    return arguments;
  }

  /** Whether Node's server can be measured too. */
  static boolean isNodeThere() {
    return Files.isDirectory(NODE_MODULES.resolve("socket.io")) && Files.exists(NODE_SCRIPT);
  }

  private static String java() {
    return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String line(String start) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(start)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("The server ended before it said: " + start);
    }
    return line;
  }

  int port() {
    return port;
  }

  /**
   * The CPU time of its threads so far, in user mode and in the kernel, without those of the JIT
   * compiler: they are at work for minutes, and what they do is not paid per delivery.
   */
  long cpuMillis() throws IOException {
    Path about = Path.of("/proc", Long.toString(process.pid()), "stat");
    return ticks(Files.readString(about)) * MILLIS_PER_TICK - compilerMillis();
  }

  /** The CPU time of the JIT compiler's threads so far; 0 of a server without such. */
  long compilerMillis() throws IOException {
    long ticks = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      for (Path thread : threads) {
        ticks += compilerTicks(thread);
      }
    }
    return ticks * MILLIS_PER_TICK;
  }

  /** Gives all its threads the first core, and no other. */
  void pin() throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("taskset", "-apc", "0", Long.toString(process.pid()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("taskset could not pin the server: " + code);
    }
  }

  private static long compilerTicks(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return COMPILER.matcher(stat).find() ? ticks(stat) : 0;
    } catch (IOException e) {
      return 0; // It has ended: compilers do not.
    }
  }

  private static long ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
  }

  /** The memory that it holds now. */
  long residentKilobytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("The kernel says nothing of the server's memory.");
  }

  /** What lives on its heap after a collection. */
  long heapBytes() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return Long.parseLong(line("heap ").substring("heap ".length()));
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    // Whoever does not end with its input does so when it is told.
    process.destroy();
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
