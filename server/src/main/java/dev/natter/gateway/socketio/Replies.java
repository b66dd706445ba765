package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Answer;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.SendResult;
import dev.natter.wire.Dialect;
import dev.natter.wire.DoneAck;
import dev.natter.wire.MalformedException;
import dev.natter.wire.Refusal;
import dev.natter.wire.SendAck;
import dev.natter.wire.WireCodec;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers clients: the one place where results, malformed input and faults become acknowledgements.
 *
 * <p>Thread: any.
 */
final class Replies {

  private static final Rejected FAULT =
      new Rejected(RejectCode.INTERNAL, "The server failed at this. Try again in a moment.");

  private final Consumer<Throwable> faults;

  Replies(Consumer<Throwable> faults) {
    this.faults = faults;
  }

  /** What a listener does with an event. */
  @FunctionalInterface
  interface Action {
    void run() throws MalformedException;
  }

  /** Runs what an event asks for; what cannot be done is answered. */
  void answering(AckRequest ack, Action action) {
    try {
      action.run();
    } catch (MalformedException e) {
      refuse(ack, new Rejected(RejectCode.BAD_REQUEST, e.sentence()));
    } catch (RuntimeException e) {
      faults.accept(e);
      refuse(ack, FAULT);
    }
  }

  void answer(AckRequest ack, Object payload) {
    if (ack.isAckRequested()) {
      ack.sendAckData(WireCodec.ackValue(payload));
    }
  }

  /** Answers that it is done, where there is nothing more to say. */
  void done(AckRequest ack) {
    answer(ack, new DoneAck(true));
  }

  /** Answers with what comes, spelled, or with why it is refused. */
  <T> void answer(
      AckRequest ack, CompletableFuture<Answer<T>> answer, Function<T, Object> spelled) {
    var unused =
        answer
            .thenAccept(given -> answer(ack, given.<Object>fold(spelled, Refusal::of)))
            .exceptionally(
                fault -> {
                  faults.accept(fault);
                  refuse(ack, FAULT);
                  return null;
                });
  }

  void refuse(AckRequest ack, Rejected why) {
    answer(ack, Refusal.of(why));
  }

  /** Answers a send in the way that the dialect's clients expect. */
  void answer(AckRequest ack, Dialect dialect, SendResult result) {
    if (dialect.tells(result)) {
      answer(ack, result.<Object>fold(accepted -> SendAck.of(accepted.message()), Refusal::of));
    }
  }
}
