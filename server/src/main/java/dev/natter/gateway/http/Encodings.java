package dev.natter.gateway.http;

import java.util.Locale;

/** Reads the Accept-Encoding header. */
final class Encodings {

  private Encodings() {}

  /** Whether an encoding is named and not given the weight 0. */
  static boolean accepts(String acceptEncoding, String encoding) {
    for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] nameAndWeight = part.split(";", 2);
      if (nameAndWeight[0].strip().equals(encoding)) {
        return nameAndWeight.length == 1
            || !nameAndWeight[1].replace(" ", "").matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}
