package dev.natter.fanout;

import dev.natter.chat.RoomEvent;
import dev.natter.chat.RoomEventSink;
import dev.natter.chat.UserEvent;
import dev.natter.chat.UserEventSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The one way out: everything that happened leaves here, to every audience.
 *
 * <p>Thread: {@link #publish} on a lane, all else any.
 */
public final class Fanout implements RoomEventSink, UserEventSink {

  private final List<Audience> audiences = new CopyOnWriteArrayList<>();
  private final Consumer<Throwable> faults;

  /**
   * A fan-out without an audience yet.
   *
   * @param faults told of an audience that failed; the others hear the message all the same
   */
  public Fanout(Consumer<Throwable> faults) {
    this.faults = faults;
  }

  /** Lets an audience hear everything from now on. */
  public void add(Audience audience) {
    audiences.add(audience);
  }

  @Override
  public void publish(RoomEvent event) {
    Broadcast broadcast = new Broadcast(event);
    toEach(audience -> audience.hear(broadcast));
  }

  @Override
  public void tell(UserEvent event) {
    toEach(audience -> audience.tell(event));
  }

  @Override
  public void together(Runnable publishing) {
    Runnable all = publishing;
    for (Audience audience : audiences) {
      Runnable inner = all;
      all = () -> audience.together(inner);
    }
    all.run();
  }

  private void toEach(Consumer<Audience> news) {
    for (Audience audience : audiences) {
      try {
        news.accept(audience);
      } catch (RuntimeException e) {
        faults.accept(e);
      }
    }
  }
}
