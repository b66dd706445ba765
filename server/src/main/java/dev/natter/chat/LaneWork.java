package dev.natter.chat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a lane does: store a draft, or run something in order with the room's messages. */
sealed interface LaneWork {

  /** Answers everybody who waits for it with a refusal. */
  void refuse(Rejected why);

  /**
   * A draft that waits to be stored.
   *
   * @param since when it was taken, by the ticker
   */
  record Send(Caller caller, Draft draft, long since, CompletableFuture<SendResult> result)
      implements LaneWork {
    @Override
    public void refuse(Rejected why) {
      result.complete(why);
    }
  }

  /**
   * An amendment that waits to be stored.
   *
   * @param since when it was taken, by the ticker
   */
  record Amend(
      Caller caller, Amendment amendment, long since, CompletableFuture<Answer<Message>> result)
      implements LaneWork {
    @Override
    public void refuse(Rejected why) {
      result.complete(new Answer.Refused<>(why));
    }
  }

  /**
   * A step that is neither.
   *
   * @param refused what is to be told if it never runs
   */
  record Step(Runnable body, Consumer<Rejected> refused) implements LaneWork {
    @Override
    public void refuse(Rejected why) {
      refused.accept(why);
    }
  }
}
