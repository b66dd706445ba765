package dev.natter.chat;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who is brought up to date with a room and then hears it live. */
public interface Follower {

  /**
   * Takes the next stored messages, in order.
   *
   * <p>Thread: read.
   *
   * @return done when it can take more; failed when it is gone
   */
  CompletionStage<Void> replay(List<Message> messages);

  /**
   * Takes the last stored messages, and from here on the room's broadcasts: the next one is its
   * next message.
   *
   * <p>Thread: the room's lane; returns at once.
   */
  void attach(List<Message> rest);
}
