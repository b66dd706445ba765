package dev.natter.wire;

import dev.natter.chat.RejectCode;
import java.util.Locale;

/**
 * A refusal over HTTP, as RFC 9457 has it.
 *
 * @param code the refusal's code, for programs
 * @param retry whether the same may succeed later
 */
public record Problem(
    String type, String title, int status, String detail, RejectCode code, boolean retry) {

  /** The media type of a problem. */
  public static final String CONTENT_TYPE = "application/problem+json";

  /** The problem of a refusal, with its code's own status. */
  public static Problem of(RejectCode code, String detail) {
    return new Problem(
        "about:blank",
        code.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        code.httpStatus(),
        detail,
        code,
        code.retryable());
  }

  /** The same with a status that says more than the code's own. */
  public Problem withStatus(int newStatus) {
    return new Problem(type, title, newStatus, detail, code, retry);
  }
}
