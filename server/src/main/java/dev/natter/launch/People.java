package dev.natter.launch;

import dev.natter.auth.Doorkeeper;
import dev.natter.chat.Audit;
import dev.natter.chat.AuditEntry;
import dev.natter.chat.Pulse;
import dev.natter.chat.RateLimits;
import dev.natter.chat.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that recognises people, counts what they do, and notes what must be answered for. */
final class People implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger("natter.audit");

  private final Audit audit;
  private final Doorkeeper doorkeeper;
  private final Pulse timer;

  private People(Audit audit, Doorkeeper doorkeeper, Consumer<Throwable> faults) {
    this.audit = audit;
    this.doorkeeper = doorkeeper;
    this.timer = new Pulse("natter-timer", Duration.ofSeconds(1), doorkeeper::tick, faults);
  }

  static People open(Settings settings, OpenedStore store, Clock clock, Consumer<Throwable> faults)
      throws StartException {
    Audit audit = new Audit(store.audit(), clock, People::line);
    RateLimits limits =
        new RateLimits(settings.rates(), settings.spaces()::limits, System::nanoTime);
    try {
      return new People(
          audit,
          Doorkeeper.of(settings.auth(), store.users(), limits, audit, clock, faults),
          faults);
    } catch (StoreException e) {
      audit.close();
      throw new StartException("The store does not answer.", e);
    } catch (IllegalArgumentException e) {
      audit.close();
      throw new StartException("Tokens cannot be trusted: " + e.getMessage() + ".", e);
    }
  }

  Doorkeeper doorkeeper() {
    return doorkeeper;
  }

  Audit audit() {
    return audit;
  }

  private static void line(AuditEntry entry) {
    log.info(
        "{} {} by '{}' of '{}' in '{}{}' from {}",
        entry.action(),
        entry.outcome(),
        Line.of(entry.actor()),
        Line.of(entry.target()),
        Line.of(entry.namespace()),
        Line.of(entry.room()),
        Line.of(entry.address()));
  }

  @Override
  public void close() {
    timer.close();
    doorkeeper.close();
    audit.close();
  }
}
