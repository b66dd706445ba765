package dev.natter.wire;

import dev.natter.chat.RoomInvited;

/** The news of {@code room:invited}: the room one belongs to now, and who took one in. */
public record Invitation(ShownRoom room, PostedMessage.From by) {

  /** The spelling of it. */
  public static Invitation of(RoomInvited invited) {
    return new Invitation(
        ShownRoom.of(invited.record()),
        new PostedMessage.From(invited.by().user().value(), invited.by().name()));
  }
}
