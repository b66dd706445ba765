package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomId;
import dev.natter.engine.EventArguments;
import dev.natter.wire.BinaryText;
import dev.natter.wire.Dialect;
import dev.natter.wire.MalformedException;
import dev.natter.wire.RoomNames;
import dev.natter.wire.SendMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes messages that clients send, in whichever dialect.
 *
 * <p>Thread: io.
 */
final class MessageEvents {

  private final Messages messages;
  private final SocketIoAudience audience;
  private final Replies replies;

  MessageEvents(Messages messages, SocketIoAudience audience, Replies replies) {
    this.messages = messages;
    this.audience = audience;
    this.replies = replies;
  }

  void send(Dialect dialect, Session session, EventArguments arguments, AckRequest ack)
      throws MalformedException {
    SendMessage said = dialect.read(texts(arguments));
    RoomId room =
        said.room().isEmpty() ? session.speaksIn() : RoomNames.id(session.namespace(), said.room());
    recognise(dialect, session);
    var unused =
        messages
            .send(session.caller(), said.draft(room, session.caller()))
            .thenAccept(result -> replies.answer(ack, dialect, result));
  }

  /** Takes note of what a session speaks by what it has just said. */
  void recognise(Dialect dialect, Session session) {
    if (session.speaks(dialect)) {
      // On its lane, so that the room's next message is heard in this dialect and none twice.
      session.heard().forEach(heard -> settle(session, heard));
      if (dialect == Dialect.NATTER) {
        audience.listenForItself(session);
      }
    }
  }

  private void settle(Session session, RoomId room) {
    // Refused, it goes on hearing every dialect, its own among them.
    messages.inOrder(room, () -> audience.settle(session, room), refused -> {});
  }

  /** All arguments as JSON, binary data within it as text. */
  static List<String> texts(EventArguments arguments) throws MalformedException {
    List<String> texts = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      String json = arguments.json(i);
      texts.add(
          arguments.hasAttachments() ? BinaryText.embed(json, arguments.attachments()) : json);
    }
    return texts;
  }
}
