package dev.natter.engine;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which pages of other origins may connect, and what their browsers are told.
 *
 * @param anyOrigin whether every origin may, told as {@code *}
 * @param origins origins that may, as {@code https://chat.example.org}
 * @param patterns patterns that match whole origins that may
 * @param credentials whether browsers may send cookies along; never together with {@code anyOrigin}
 * @param allowedHeaders what a preflight allows; empty: whatever it asked for
 */
public record Cors(
    boolean anyOrigin,
    Set<String> origins,
    List<Pattern> patterns,
    boolean credentials,
    List<String> allowedHeaders) {

  private static final Cors OFF = new Cors(false, Set.of(), List.of(), false, List.of());

  public Cors {
    if (anyOrigin && credentials) {
      throw new IllegalArgumentException("Credentials need origins that are named, not *.");
    }
    origins = Set.copyOf(origins);
    patterns = List.copyOf(patterns);
    allowedHeaders = List.copyOf(allowedHeaders);
  }

  /** Pages of the server's own origin only. */
  public static Cors off() {
    return OFF;
  }

  /** The origins given; {@code *} is any. */
  public static Cors of(String... origins) {
    Set<String> named = Set.of(origins);
    return named.contains("*")
        ? new Cors(true, Set.of(), List.of(), false, List.of())
        : new Cors(false, named, List.of(), false, List.of());
  }

  /** Every origin that the pattern matches as a whole. */
  public static Cors matching(Pattern pattern) {
    return new Cors(false, Set.of(), List.of(pattern), false, List.of());
  }

  /** The same with credentials. */
  public Cors withCredentials() {
    return new Cors(anyOrigin, origins, patterns, true, allowedHeaders);
  }

  /** Whether anything is allowed at all. */
  boolean enabled() {
    return anyOrigin || !origins.isEmpty() || !patterns.isEmpty();
  }

  /** Whether a page of this origin may connect. */
  boolean allows(String origin) {
    if (anyOrigin || origins.contains(origin)) {
      return true;
    }
    for (Pattern pattern : patterns) {
      if (pattern.matcher(origin).matches()) {
        return true;
      }
    }
    return false;
  }
}
