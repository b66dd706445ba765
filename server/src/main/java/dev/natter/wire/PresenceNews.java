package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.PresenceChanged;
import java.util.List;

/**
 * The news of {@code presence:changed}: who came and who went.
 *
 * @param present how many are there now
 * @param people as they are now; who is not online and no member either is nobody of the room's
 * @param more whether there were others, so that who wants to know asks {@code presence:list}
 */
public record PresenceNews(
    String room,
    int present,
    List<ShownAttendee> people,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean more) {

  /** The spelling of it. */
  public static PresenceNews of(PresenceChanged changed) {
    return new PresenceNews(
        changed.room().name(),
        changed.present(),
        changed.people().stream().map(ShownAttendee::of).toList(),
        changed.more());
  }
}
