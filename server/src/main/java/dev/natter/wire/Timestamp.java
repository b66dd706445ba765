package dev.natter.wire;

import java.time.Instant;
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
}
