package dev.natter.chat;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who is brought up to date with a room and then hears it live. */
public interface Follower {

  /**
   * Takes the next stored messages, in order.
   *
   * <p>Thread: read, or the room's lane for the last of them.
   *
   * @return done when it can take more; failed when it is gone
   */
  CompletionStage<Void> replay(List<Message> messages);

  /**
   * From here on the room's broadcasts go to the follower: the next one is its next message.
   *
   * <p>Thread: the room's lane; returns at once.
   */
  void attach();
}
