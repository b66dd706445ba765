package dev.natter.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends as fast as it is answered, comes back whenever it was cut off, and sends
 * again what was not acknowledged, with the same key, until everything is.
 */
final class Chatter {

  /** How many messages of one client wait for their acks. */
  private static final int WINDOW = 4;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String room;
  private final String name;
  private final CrashWitness witness;
  private final Thread thread;
  private final Set<String> sent = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Set<String> open = Collections.synchronizedSet(new LinkedHashSet<>());
  private volatile boolean finishing;

  Chatter(String room, String name, CrashWitness witness) {
    this.room = room;
    this.name = name;
    this.witness = witness;
    this.thread = new Thread(this::run, "chatter-" + name);
  }

  void start() {
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((dead, fault) -> witness.fault(name + " died: " + fault));
    thread.start();
  }

  /** Says nothing new from now on. */
  void finish() {
    finishing = true;
  }

  /** Whether it got all its acks in time. */
  boolean join(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    return !thread.isAlive();
  }

  String room() {
    return room;
  }

  /** Everything it ever sent. */
  Set<String> sent() {
    return sent;
  }

  private void run() {
    while (!finishing || !open.isEmpty()) {
      int port = witness.server();
      if (port == CrashWitness.NO_SERVER) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        talk(port);
      }
    }
  }

  private void talk(int port) {
    try (ChatClient client = ChatClient.connect(port, room, witness.listener(room))) {
      Semaphore window = new Semaphore(WINDOW);
      BlockingQueue<String> again = new LinkedBlockingQueue<>(Set.copyOf(open));
      while (!client.closed().isDone() && (!finishing || !open.isEmpty())) {
        if (window.tryAcquire(20, TimeUnit.MILLISECONDS)) {
          String body = next(again);
          if (body == null) {
            window.release();
            LockSupport.parkNanos(PAUSE_NANOS);
          } else {
            send(client, body, window, again);
          }
        }
      }
    } catch (IOException e) {
      LockSupport.parkNanos(PAUSE_NANOS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable String next(BlockingQueue<String> again) {
    String body = again.poll();
    if (body == null && !finishing) {
      body = name + ":" + sent.size();
      sent.add(body);
      open.add(body);
    }
    return body;
  }

  private void send(ChatClient client, String body, Semaphore window, BlockingQueue<String> again) {
    var unused =
        client
            .send(body, body)
            .whenComplete(
                (ack, fault) -> {
                  if (ack != null) {
                    answered(body, ack, again);
                  }
                  window.release();
                });
  }

  private void answered(String body, JsonNode ack, BlockingQueue<String> again) {
    if (ack.path("ok").asBoolean()) {
      witness.acked(room, ack.get("sequence").asLong(), body);
      open.remove(body);
    } else if (ack.path("retry").asBoolean()) {
      again.add(body);
    } else {
      witness.fault("%s was refused for good: %s".formatted(body, ack));
      open.remove(body);
    }
  }

  @Override
  public String toString() {
    return name + " waits for " + open;
  }
}
