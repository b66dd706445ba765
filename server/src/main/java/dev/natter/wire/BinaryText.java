package dev.natter.wire;

import dev.natter.chat.MessageBody;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Binary data within JSON. A Socket.IO event carries it beside its text, which has placeholders; a
 * message is text as a whole, in which it stands as {@code {"_binary": base64}}. A client of
 * Socket.IO gives bytes and hears them in events; in answers, and through the other doors, the text
 * goes as it is.
 *
 * <p>Both forms begin with a quotation mark that no string can hold unescaped, so that they are
 * found in the text without parsing it, and all else stays as its sender spelled it.
 */
public final class BinaryText {

  /** See "Packet encoding" of the Socket.IO protocol, version 5. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\{\\s*+(?:\"_placeholder\"\\s*+:\\s*+true\\s*+,\\s*+\"num\"\\s*+:\\s*+(\\d{1,4})"
              + "|\"num\"\\s*+:\\s*+(\\d{1,4})\\s*+,\\s*+\"_placeholder\"\\s*+:\\s*+true)\\s*+\\}");

  private static final String OPENING = "{\"" + MessageBody.BINARY + "\":\"";

  /** Possessive, so that a long text costs no stack. */
  private static final Pattern TEXT =
      Pattern.compile(Pattern.quote(OPENING) + "([A-Za-z0-9+/]*+={0,2}+)\"\\}");

  /** The most attachments of one event: what clients' parsers take. */
  private static final int MAX_ATTACHMENTS = 10;

  private BinaryText() {}

  /**
   * JSON texts whose binary data stands beside them.
   *
   * @param texts with a placeholder for each attachment
   */
  public record Lifted(List<String> texts, List<byte[]> attachments) {}

  /** Puts attachments into the text, in the places of their placeholders. */
  public static String embed(String json, List<byte[]> attachments) throws MalformedException {
    Matcher found = PLACEHOLDER.matcher(json);
    StringBuilder text = new StringBuilder();
    while (found.find()) {
      String digits = found.group(1) == null ? found.group(2) : found.group(1);
      int number = Integer.parseInt(digits);
      if (number >= attachments.size()) {
        throw new MalformedException("A placeholder names an attachment that is not there.");
      }
      String base64 = Base64.getEncoder().encodeToString(attachments.get(number));
      found.appendReplacement(text, Matcher.quoteReplacement(OPENING + base64 + "\"}"));
    }
    return found.appendTail(text).toString();
  }

  /** Takes binary data out of an event's arguments; what is too much, or no base64, stays text. */
  public static Lifted lift(List<String> arguments) {
    if (arguments.stream().noneMatch(json -> json.contains(OPENING))) {
      return new Lifted(arguments, List.of());
    }
    List<byte[]> attachments = new ArrayList<>();
    List<String> texts = arguments.stream().map(json -> lift(json, attachments)).toList();
    return attachments.size() > MAX_ATTACHMENTS
        ? new Lifted(arguments, List.of())
        : new Lifted(texts, attachments);
  }

  private static String lift(String json, List<byte[]> attachments) {
    Matcher found = TEXT.matcher(json);
    StringBuilder text = new StringBuilder();
    while (found.find()) {
      String base64 = found.group(1);
      if (base64.length() % 4 == 0) {
        found.appendReplacement(text, "{\"_placeholder\":true,\"num\":" + attachments.size() + "}");
        attachments.add(Base64.getDecoder().decode(base64));
      }
    }
    return found.appendTail(text).toString();
  }
}
