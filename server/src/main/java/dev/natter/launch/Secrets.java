package dev.natter.launch;

import java.util.regex.Pattern;

/** Keeps passwords out of everything that is shown. */
final class Secrets {

  private static final String MASK = "****";

  /** The part of an address up to the last at sign before its query: name, colon, password. */
  private static final Pattern CREDENTIALS = Pattern.compile("(://[^:@?]*):[^?]*@");

  /** Options of an address whose values are secrets, or may hold some. */
  private static final Pattern OPTION =
      Pattern.compile("(?i)([?&][^=&]*(?:password|token|secret|properties)[^=&]*=)[^&]*");

  private Secrets() {}

  /** The setting's text as it may be shown. */
  static String masked(Setting setting, String text) {
    if (setting == Setting.JWT_SECRET) {
      return text.isEmpty() ? text : MASK;
    }
    if (setting != Setting.MONGO_URI) {
      return text;
    }
    String withoutPassword = CREDENTIALS.matcher(text).replaceFirst("$1:" + MASK + "@");
    return OPTION.matcher(withoutPassword).replaceAll("$1" + MASK);
  }
}
