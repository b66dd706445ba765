package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Presence;
import dev.natter.chat.RoomId;
import dev.natter.wire.EventName;
import dev.natter.wire.ListRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.PresenceListing;
import dev.natter.wire.RoomNames;
import java.util.Map;

/**
 * Tells who is in a room.
 *
 * <p>Thread: io; answers from a reader.
 */
final class PresenceEvents {

  private final Presence presence;
  private final Replies replies;

  PresenceEvents(Presence presence, Replies replies) {
    this.presence = presence;
    this.replies = replies;
  }

  /** Every command and what it does. */
  Map<EventName, RoomCommands.Command> table() {
    return Map.of(EventName.PRESENCE_LIST, this::list);
  }

  private void list(Session session, String json, AckRequest ack) throws MalformedException {
    ListRequest wanted = ListRequest.read(json);
    RoomId room =
        wanted.room().isEmpty()
            ? session.speaksIn()
            : RoomNames.id(session.namespace(), wanted.room());
    replies.answer(
        ack,
        presence.list(session.caller(), room, wanted.cursor(), wanted.limit()),
        page -> PresenceListing.of(room, page));
  }
}
