package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import java.util.Locale;

/**
 * A refusal over HTTP, as RFC 9457 has it.
 *
 * @param code the refusal's code, for programs
 * @param retry whether the same may succeed later
 * @param retryAfterMs how long to wait before that; left out where nobody knows
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    RejectCode code,
    boolean retry,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long retryAfterMs) {

  /** The media type of a problem. */
  public static final String CONTENT_TYPE = "application/problem+json";

  /** The problem of a refusal, with its code's own status. */
  public static Problem of(RejectCode code, String detail) {
    return of(new Rejected(code, detail));
  }

  /** The problem of a refusal, with its code's own status. */
  public static Problem of(Rejected why) {
    RejectCode code = why.code();
    return new Problem(
        "about:blank",
        code.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        code.httpStatus(),
        why.sentence(),
        code,
        code.retryable(),
        why.retryAfter().toMillis());
  }

  /** The same with a status that says more than the code's own. */
  public Problem withStatus(int newStatus) {
    return new Problem(type, title, newStatus, detail, code, retry, retryAfterMs);
  }
}
