package dev.natter.gateway.http;

import dev.natter.chat.Answer;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.WireCodec;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers payloads as JSON that nobody may keep. */
final class Answers {

  private Answers() {}

  static HttpAnswer json(int status, Object payload) {
    return HttpAnswer.text(status, "application/json", WireCodec.json(payload))
        .with("Cache-Control", "no-store");
  }

  /** The answer of what was done and leaves nothing to say. */
  static HttpAnswer none() {
    return HttpAnswer.text(204, "text/plain", "");
  }

  /** What was asked for, spelled, or the problem of its refusal. */
  static <T> CompletionStage<HttpAnswer> of(
      CompletionStage<Answer<T>> asked, Function<T, HttpAnswer> spell) {
    return asked.thenApply(answer -> answer.fold(spell, Problems::of));
  }
}
