package dev.natter.net;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which pages of other origins may read what routes answer. To them nothing goes by cookies, so no
 * browser is ever told to send any: a page has what it says itself, and a token if it was given
 * one.
 *
 * @param allowed origins ({@code https://example.org}), or {@code *} for any; none, and no page of
 *     another origin reads anything
 */
public record CrossOrigin(List<String> allowed) {

  /** Pages of the server's own origin only. */
  public static final CrossOrigin NONE = new CrossOrigin(List.of());

  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  public CrossOrigin {
    allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
  }

  /** The answer with what the browser of a page is to know. */
  HttpAnswer on(HttpAnswer answer, String origin) {
    if (allowed.isEmpty()) {
      return answer;
    }
    HttpAnswer told =
        allowed.contains("*") ? answer.with(ALLOW_ORIGIN, "*") : named(answer, origin);
    return told.with(
        "Access-Control-Expose-Headers", "Retry-After, Location, Content-Disposition, ETag");
  }

  /** The headers by which a browser learns before a request whether its page may send it. */
  Map<String, String> preflight(List<String> methods) {
    return allowed.isEmpty()
        ? Map.of()
        : Map.of(
            "Access-Control-Allow-Methods", String.join(", ", methods),
            "Access-Control-Allow-Headers", "Authorization, Content-Type",
            "Access-Control-Max-Age", "600");
  }

  private HttpAnswer named(HttpAnswer answer, String origin) {
    String vary = answer.headers().getOrDefault("Vary", "");
    HttpAnswer varied = answer.with("Vary", vary.isEmpty() ? "Origin" : vary + ", Origin");
    return allowed.contains(origin.toLowerCase(Locale.ROOT))
        ? varied.with(ALLOW_ORIGIN, origin)
        : varied;
  }
}
