package dev.natter.chat;

/** Where the chat tells what happened in a room. */
public interface RoomEventSink {

  /**
   * Tells a room. Calls for one room come in the order in which its listeners are to hear them;
   * messages in ascending order of sequence.
   *
   * <p>Thread: the room's lane, or any for what has no order; returns at once.
   */
  void publish(RoomEvent event);

  /**
   * Runs something that publishes, and answers, a number of times. Those who are told may be told
   * of all of it at its end, in order, so that nobody is woken for each.
   *
   * <p>Thread: the caller's.
   */
  default void together(Runnable publishing) {
    publishing.run();
  }
}
