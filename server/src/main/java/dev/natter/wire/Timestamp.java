package dev.natter.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Spells a time as JavaScript's {@code Date.toISOString} does. */
final class Timestamp {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamp() {}

  static String of(Instant instant) {
    return FORMAT.format(instant);
  }

  /** The time that a property spells, with any offset. */
  static Instant read(String name, String text) throws MalformedException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new MalformedException(
          "'" + name + "' is a time such as 2026-11-22T10:00:00Z, with its offset.");
    }
  }
}
