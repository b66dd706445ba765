package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Cursors;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomId;
import dev.natter.chat.Typing;
import dev.natter.wire.CursorAck;
import dev.natter.wire.DoneAck;
import dev.natter.wire.EventName;
import dev.natter.wire.ListRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.RoomNames;
import dev.natter.wire.SetCursor;
import dev.natter.wire.SetTyping;
import dev.natter.wire.UnreadListing;
import java.util.Map;

/**
 * Takes note of what clients have read and received and where they type, and tells what is unread.
 *
 * <p>Thread: io; answers from a reader.
 */
final class CursorEvents {

  private final Cursors cursors;
  private final Typing typing;
  private final Replies replies;

  CursorEvents(RoomDesk desk, Replies replies) {
    this.cursors = desk.cursors();
    this.typing = desk.typing();
    this.replies = replies;
  }

  /** Every command and what it does. */
  Map<EventName, RoomCommands.Command> table() {
    return Map.of(
        EventName.READ_SET, this::read,
        EventName.DELIVERED_SET, this::delivered,
        EventName.UNREAD_LIST, this::list,
        EventName.TYPING_SET, this::types);
  }

  private void read(Session session, String json, AckRequest ack) throws MalformedException {
    SetCursor wanted = SetCursor.read(json);
    RoomId room = RoomNames.id(session.namespace(), wanted.room());
    replies.answer(
        ack,
        cursors.read(session.caller(), room, wanted.sequence()),
        sequence -> CursorAck.of(room, sequence));
  }

  private void delivered(Session session, String json, AckRequest ack) throws MalformedException {
    SetCursor wanted = SetCursor.read(json);
    RoomId room = RoomNames.id(session.namespace(), wanted.room());
    replies.answer(
        ack,
        cursors.delivered(session.caller(), room, wanted.sequence()),
        sequence -> CursorAck.of(room, sequence));
  }

  private void list(Session session, String json, AckRequest ack) throws MalformedException {
    ListRequest wanted = ListRequest.read(json);
    replies.answer(
        ack,
        cursors.list(session.caller(), session.namespace(), wanted.cursor(), wanted.limit()),
        UnreadListing::of);
  }

  private void types(Session session, String json, AckRequest ack) throws MalformedException {
    SetTyping wanted = SetTyping.read(json);
    RoomId room = RoomNames.id(session.namespace(), wanted.room());
    replies.answer(
        ack, typing.set(session.caller(), room, wanted.typing()), done -> new DoneAck(true));
  }
}
