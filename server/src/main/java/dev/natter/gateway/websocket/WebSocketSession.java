package dev.natter.gateway.websocket;

import dev.natter.chat.Caller;
import dev.natter.chat.Messages;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomId;
import dev.natter.chat.SendResult;
import dev.natter.chat.SessionId;
import dev.natter.net.WebSocketLink;
import dev.natter.net.WebSocketListener;
import dev.natter.wire.Dialect;
import dev.natter.wire.MalformedException;
import java.util.List;

/**
 * One raw WebSocket's life: it speaks one dialect in one room.
 *
 * <p>Thread: io.
 */
final class WebSocketSession {

  private static final int INVALID_PAYLOAD = 1007;

  private final WebSocketLink link;
  private final Dialect dialect;
  private final RoomId room;
  private final Caller caller;
  private final Messages messages;
  private final WebSocketAudience audience;
  private boolean gone;

  WebSocketSession(
      WebSocketLink link,
      Dialect dialect,
      RoomId room,
      Caller caller,
      Messages messages,
      WebSocketAudience audience) {
    this.link = link;
    this.dialect = dialect;
    this.room = room;
    this.caller = caller;
    this.messages = messages;
    this.audience = audience;
  }

  /** What its connection is to tell it. */
  WebSocketListener listener() {
    return new WebSocketListener(this::text, this::gone);
  }

  /** Greets, and hears the room from then on. */
  void start() {
    if (!dialect.greeting().isEmpty()) {
      link.send(dialect.greeting());
    }
    messages.inOrder(
        room, () -> audience.attach(this), refused -> link.close(1013, refused.sentence()));
  }

  WebSocketLink link() {
    return link;
  }

  Dialect dialect() {
    return dialect;
  }

  RoomId room() {
    return room;
  }

  SessionId id() {
    return caller.session();
  }

  boolean isGone() {
    return gone;
  }

  private void text(String text) {
    try {
      var unused =
          messages
              .send(caller, dialect.read(List.of(text)).draft(room, caller))
              .thenAccept(this::answer);
    } catch (MalformedException e) {
      answer(new Rejected(RejectCode.BAD_REQUEST, e.sentence()));
      if (!e.isJson()) {
        link.close(INVALID_PAYLOAD, "Not valid JSON.");
      }
    }
  }

  private void gone() {
    gone = true;
    audience.detach(this);
  }

  private void answer(SendResult result) {
    if (result instanceof Rejected rejected) {
      link.send(dialect.spell(rejected));
    }
  }
}
