package dev.natter.chat;

/** Where the chat tells what happened in a room. */
public interface RoomEventSink {

  /**
   * Tells a room of a message. Calls for one room come in ascending order of sequence.
   *
   * <p>Thread: lane; returns at once.
   */
  void publish(MessagePosted posted);
}
