package dev.natter.launch;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves until the process is told to stop, by SIGTERM or Ctrl-C. */
final class ServeCommand implements Natter.Serving {

  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  /** What closing sockets and files may take beyond the time for finishing. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final PrintWriter out;

  ServeCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public int serve(Settings settings) throws StartException {
    Logs.start(settings.logFormat(), System.err);
    NatterServer server;
    try {
      server = NatterServer.start(settings);
    } catch (StartException e) {
      return complain(settings, e);
    }
    Thread stop = new Thread(() -> stop(server, settings.drain()), "natter-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    greet(settings, server);
    awaitForEver();
    return 0;
  }

  /** Without a stack trace, and in the form in which everything else on stderr is written. */
  private static int complain(Settings settings, StartException why) throws StartException {
    if (settings.logFormat() == LogFormat.TEXT) {
      throw why;
    }
    log.error("{}", why.getMessage());
    Logs.stop();
    return Natter.FAILED;
  }

  private void greet(Settings settings, NatterServer server) {
    if (settings.logFormat() == LogFormat.TEXT) {
      server.greeting().forEach(out::println);
    } else {
      server.greeting().forEach(line -> log.info("{}", line.strip()));
    }
    out.println("ready " + String.join(" ", server.addresses()));
  }

  /**
   * Runs as the process ends. It ends the process itself, since one that a signal ends would exit
   * with 143, and one that hangs at stopping would never.
   */
  private static void stop(NatterServer server, Duration drain) {
    log.info("Stopping");
    AtomicBoolean finished = new AtomicBoolean();
    Thread stopping = new Thread(() -> finished.set(server.stop()), "natter-stopping");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(drain.plus(GRACE).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.info("Stopped");
    Logs.stop();
    Runtime.getRuntime().halt(finished.get() ? 0 : Natter.FAILED);
  }

  private static void awaitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
