package dev.natter.chat;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds whom a message addresses: {@code @name}, and {@code @room} for all. A name is found without
 * regard to case; one with spaces cannot be addressed.
 */
final class MentionedNames {

  /** The most names looked up of one message. */
  private static final int MAX_NAMES = 50;

  private static final String EVERYONE = "room";
  private static final Pattern MENTION =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_.@-])@([\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}_.-]{0,"
              + (Sender.MAX_NAME_LENGTH - 1)
              + "})");
  private static final Pattern AT_THE_END = Pattern.compile("[.-]+$");

  private MentionedNames() {}

  /** What names are compared by. */
  static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** Those whom a body addresses, of the members of its room. */
  static Mentions resolve(Rooms rooms, RoomId room, MessageBody body) {
    if (body.json().indexOf('@') < 0) {
      return Mentions.NONE;
    }
    Set<String> keys = in(BodyStrings.of(body));
    boolean everyone = keys.remove(EVERYONE);
    if (keys.isEmpty()) {
      return everyone ? new Mentions(List.of(), true) : Mentions.NONE;
    }
    Map<String, UserId> members = rooms.named(room, keys);
    Map<String, UserId> found = new LinkedHashMap<>();
    for (String key : keys) {
      UserId user = members.get(key);
      if (user != null) {
        found.put(key, user);
      }
    }
    return new Mentions(List.copyOf(found.values()), everyone);
  }

  /** The keys of the names in a text, in their order. */
  static Set<String> in(String text) {
    Set<String> keys = new LinkedHashSet<>();
    Matcher mention = MENTION.matcher(text);
    while (keys.size() < MAX_NAMES && mention.find()) {
      keys.add(key(AT_THE_END.matcher(mention.group(1)).replaceFirst("")));
    }
    return keys;
  }
}
