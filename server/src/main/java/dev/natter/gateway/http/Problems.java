package dev.natter.gateway.http;

import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.Problem;
import dev.natter.wire.WireCodec;

/** Answers refusals as problems. */
public final class Problems {

  private Problems() {}

  /** The answer for a status that the listener itself decides on. */
  public static HttpAnswer of(int status, String sentence) {
    RejectCode code =
        switch (status) {
          case 404 -> RejectCode.NOT_FOUND;
          case 413 -> RejectCode.TOO_LARGE;
          case 503 -> RejectCode.BUSY;
          case 500 -> RejectCode.INTERNAL;
          default -> RejectCode.BAD_REQUEST;
        };
    return answer(Problem.of(code, sentence).withStatus(status));
  }

  /** The answer for a refusal of the chat. */
  static HttpAnswer of(Rejected why) {
    HttpAnswer answer = answer(Problem.of(why));
    long seconds = Math.max(1, why.retryAfter().plusMillis(999).toSeconds());
    HttpAnswer timed =
        why.code().retryable() ? answer.with("Retry-After", Long.toString(seconds)) : answer;
    return why.code().httpStatus() == 401 ? timed.with("WWW-Authenticate", "Bearer") : timed;
  }

  private static HttpAnswer answer(Problem problem) {
    return HttpAnswer.text(problem.status(), Problem.CONTENT_TYPE, WireCodec.json(problem));
  }
}
