package dev.natter.chat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What kind of content a file has, as its sender says.
 *
 * @param value type and subtype, without parameters, in small letters
 */
public record MediaType(String value) {

  private static final int MAX_LENGTH = 100;
  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9.+-]+/[a-z0-9.+-]+");

  /** Of what nothing more is known. */
  public static final MediaType BYTES = new MediaType("application/octet-stream");

  /**
   * What a browser shows and never runs. All else is only ever offered for saving: a page, a
   * picture in SVG or a PDF may hold a program.
   */
  private static final List<String> SHOWN =
      List.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/avif",
          "audio/mpeg",
          "audio/ogg",
          "audio/wav",
          "audio/webm",
          "audio/mp4",
          "video/mp4",
          "video/webm",
          "video/ogg",
          "text/plain");

  public MediaType {
    if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("a media type is as 'image/png'");
    }
  }

  /** What a Content-Type header says; nothing in particular if it is empty. */
  public static MediaType of(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.isEmpty() ? BYTES : new MediaType(type);
  }

  /** Whether a browser may show it in its place. */
  public boolean isShown() {
    return SHOWN.contains(value);
  }

  /** Whether it is of a kind, as {@code image/png}, {@code image/*} or {@code *}. */
  public boolean isOf(String kind) {
    return kind.equals("*")
        || kind.equals(value)
        || (kind.endsWith("/*") && value.startsWith(kind.substring(0, kind.length() - 1)));
  }
}
