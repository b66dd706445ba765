package dev.natter.chat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes note of sign-ins, refusals, moderation and acts of administration: at once for the log, and
 * soon after in the store. Refusals of one address are noted a few times a minute, so that nobody
 * can fill either with them.
 *
 * <p>Thread: any; entries are written by a thread of its own.
 */
public final class Audit implements AutoCloseable {

  /** The most entries that wait to be stored; further ones are in the log only. */
  private static final int MAX_WAITING = 10_000;

  /** Who does what nobody asked for; no user has this id. */
  private static final String SERVER = "server:";

  private static final int BATCH = 500;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Rate REFUSALS = new Rate(0.1, 10);

  private final AuditStore store;
  private final Clock clock;
  private final Consumer<AuditEntry> log;
  private final RateLimits refusals;
  private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread writer = new Thread(this::write, "natter-audit");
  private volatile boolean closing;

  /**
   * Starts to take notes.
   *
   * @param log told of every entry
   */
  public Audit(AuditStore store, Clock clock, Consumer<AuditEntry> log) {
    this.store = store;
    this.clock = clock;
    this.log = log;
    RateSettings rates =
        new RateSettings(Rate.UNLIMITED, Rate.UNLIMITED, REFUSALS, Rate.UNLIMITED, Rate.UNLIMITED);
    this.refusals = new RateLimits(rates, System::nanoTime);
    writer.setDaemon(true);
    writer.start();
  }

  /** Notes what a caller did to somebody or something. */
  public void done(Caller by, String action, String target) {
    note(by, action, target, Optional.empty(), AuditEntry.DONE);
  }

  /** Notes what a caller did in a room. */
  public void done(Caller by, String action, String target, RoomId room) {
    note(by, action, target, Optional.of(room), AuditEntry.DONE);
  }

  /** Notes what a caller was refused. */
  public void refused(
      Caller by, String action, String target, Optional<RoomId> room, Rejected why) {
    if (refusals.refusal(by.address(), Deed.CONNECT).isEmpty()) {
      note(by, action, target, room, why.code().name());
    }
  }

  /** Notes what a caller did to somebody or something in a room, or was refused. */
  public void moderated(
      Caller by, String action, String target, RoomId room, Optional<Rejected> why) {
    if (why.isPresent()) {
      refused(by, action, target, Optional.of(room), why.get());
    } else {
      done(by, action, target, room);
    }
  }

  /** Notes what somebody did, or was refused, who is no caller yet. */
  public void tried(String actor, String action, String address, Optional<Rejected> why) {
    if (why.isEmpty() || refusals.refusal(address, Deed.CONNECT).isEmpty()) {
      String outcome = why.map(refusal -> refusal.code().name()).orElse(AuditEntry.DONE);
      note(new AuditEntry(clock.instant(), actor, action, "", "", "", address, outcome));
    }
  }

  /** Notes that a room forgot messages, as it is set to. */
  public void swept(RoomId room, long messages) {
    note(
        new AuditEntry(
            clock.instant(),
            SERVER,
            "room:forget",
            messages + " messages",
            room.namespace(),
            room.name(),
            "",
            AuditEntry.DONE));
  }

  /** Reads back. Thread: one that may block. */
  Listing<AuditEntry> page(String cursor, int limit) throws StoreException {
    return store.page(cursor, limit);
  }

  private void note(
      Caller by, String action, String target, Optional<RoomId> room, String outcome) {
    note(
        new AuditEntry(
            clock.instant(),
            by.user().value(),
            action,
            target,
            room.map(RoomId::namespace).orElse(""),
            room.map(RoomId::name).orElse(""),
            by.address(),
            outcome));
  }

  private void note(AuditEntry entry) {
    log.accept(entry);
    // What finds no place is in the log.
    var unused = waiting.offer(entry);
  }

  private void write() {
    try {
      while (!closing || !waiting.isEmpty()) {
        AuditEntry first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<AuditEntry> batch = new ArrayList<>(List.of(first));
          waiting.drainTo(batch, BATCH - 1);
          keep(batch);
        }
      }
    } catch (InterruptedException e) {
      // Closing took too long; what is left is in the log.
      Thread.currentThread().interrupt();
    }
  }

  /** Until the store has them, or the server stops. */
  private void keep(List<AuditEntry> batch) throws InterruptedException {
    while (true) {
      try {
        store.append(batch);
        return;
      } catch (StoreException e) {
        if (closing) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
      }
    }
  }

  /** Stores what waits, for a little while. */
  @Override
  public void close() {
    closing = true;
    try {
      writer.join(CLOSING.toMillis());
      writer.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
