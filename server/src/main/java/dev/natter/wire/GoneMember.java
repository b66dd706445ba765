package dev.natter.wire;

import dev.natter.chat.MemberLeft;
import java.util.Locale;

/**
 * The news of {@code member:left}.
 *
 * @param why {@code left}, {@code kicked} or {@code banned}
 */
public record GoneMember(String room, String user, String why) {

  /** The spelling of it. */
  public static GoneMember of(MemberLeft left) {
    return new GoneMember(
        left.room().name(), left.user().value(), left.why().name().toLowerCase(Locale.ROOT));
  }
}
