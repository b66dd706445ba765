package dev.natter.wire;

import dev.natter.chat.CursorMoved;
import dev.natter.chat.MemberChanged;
import dev.natter.chat.MemberJoined;
import dev.natter.chat.MemberLeft;
import dev.natter.chat.PresenceChanged;
import dev.natter.chat.RoomChanged;
import dev.natter.chat.RoomEvent;
import dev.natter.chat.RoomInvited;
import dev.natter.chat.RoomRemoved;
import dev.natter.chat.TypingChanged;
import dev.natter.chat.UnreadChanged;
import dev.natter.chat.UserEvent;
import java.util.List;
import java.util.Optional;

/** Natter's own words for what happens beside messages. */
final class NatterSpelling {

  private NatterSpelling() {}

  static Optional<Spelling> of(RoomEvent event) {
    if (event instanceof RoomChanged changed) {
      return spelling(EventName.ROOM_CHANGED, ShownRoom.of(changed.record()));
    } else if (event instanceof MemberJoined joined) {
      return spelling(EventName.MEMBER_JOINED, ShownMember.of(joined.member()));
    } else if (event instanceof MemberChanged changed) {
      return spelling(EventName.MEMBER_CHANGED, ShownMember.of(changed.member()));
    } else if (event instanceof MemberLeft left) {
      return spelling(EventName.MEMBER_LEFT, GoneMember.of(left));
    } else if (event instanceof TypingChanged changed) {
      return spelling(EventName.TYPING_CHANGED, TypingNews.of(changed));
    } else if (event instanceof CursorMoved moved) {
      EventName name = moved.read() ? EventName.READ_MOVED : EventName.DELIVERED_MOVED;
      return spelling(name, CursorNews.of(moved));
    } else if (event instanceof PresenceChanged changed) {
      return spelling(EventName.PRESENCE_CHANGED, PresenceNews.of(changed));
    }
    return Optional.empty();
  }

  static Optional<Spelling> of(UserEvent event) {
    if (event instanceof RoomInvited invited) {
      return spelling(EventName.ROOM_INVITED, Invitation.of(invited));
    } else if (event instanceof RoomRemoved removed) {
      return spelling(EventName.ROOM_REMOVED, Removal.of(removed));
    } else if (event instanceof UnreadChanged changed) {
      return spelling(EventName.UNREAD_CHANGED, ShownUnread.of(changed.unread()));
    }
    return Optional.empty();
  }

  private static Optional<Spelling> spelling(EventName name, Object payload) {
    return Optional.of(new Spelling(name.text(), List.of(WireCodec.json(payload))));
  }
}
