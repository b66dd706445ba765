package dev.natter.gateway.websocket;

import dev.natter.auth.Admission;
import dev.natter.auth.Doorkeeper;
import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.Deed;
import dev.natter.chat.Messages;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomId;
import dev.natter.chat.SendResult;
import dev.natter.chat.SessionId;
import dev.natter.net.WebSocketLink;
import dev.natter.net.WebSocketListener;
import dev.natter.wire.Dialect;
import dev.natter.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One raw WebSocket's life: it speaks one dialect in one room. What it says before it was let in
 * waits, and is heard only if it is.
 *
 * <p>Thread: io.
 */
final class WebSocketSession {

  private static final int INVALID_PAYLOAD = 1007;
  private static final int POLICY_VIOLATION = 1008;
  private static final int TRY_AGAIN_LATER = 1013;

  /** The most texts, and characters of them, that wait until it is let in. */
  private static final int MAX_HELD = 32;

  private static final int MAX_HELD_CHARACTERS = 256 * 1024;

  /** So many texts may be too many before the connection is closed. */
  private static final int MAX_REFUSALS = 1_000;

  /** For so many of them one that is not too many makes up. */
  private static final int FORGIVEN = 20;

  private final WebSocketLink link;
  private final Dialect dialect;
  private final RoomId room;
  private final SessionId id;
  private final Messages messages;
  private final Doorkeeper doorkeeper;
  private final RoomDesk desk;
  private final WebSocketAudience audience;
  private final List<String> held = new ArrayList<>(0);
  private volatile @Nullable Admission admission;
  private int refusals;
  private boolean gone;

  WebSocketSession(
      WebSocketLink link,
      Dialect dialect,
      RoomId room,
      SessionId id,
      Messages messages,
      Doorkeeper doorkeeper,
      RoomDesk desk,
      WebSocketAudience audience) {
    this.link = link;
    this.dialect = dialect;
    this.room = room;
    this.id = id;
    this.messages = messages;
    this.doorkeeper = doorkeeper;
    this.desk = desk;
    this.audience = audience;
  }

  /** What its connection is to tell it. */
  WebSocketListener listener() {
    return new WebSocketListener(this::text, this::gone);
  }

  /** Takes the doorkeeper's answer: is greeted and hears the room from then on, or closes. */
  void decided(Answer<Admission> answer) {
    if (!link.eventLoop().inEventLoop()) {
      link.eventLoop().execute(() -> decided(answer));
      return;
    }
    if (answer instanceof Answer.Given<Admission> given) {
      Optional<Rejected> stranger = desk.rooms().refusal(given.value().caller(), room.namespace());
      if (gone || stranger.isPresent()) {
        given.value().end();
        stranger.ifPresent(this::end);
      } else {
        start(given.value());
      }
    } else if (answer instanceof Answer.Refused<Admission> refused) {
      end(refused.why());
    }
  }

  private void start(Admission let) {
    admission = let;
    let.begin(this::end);
    desk.presence().enter(room.namespace(), let.caller());
    var unused =
        messages
            .seat(let.caller(), room, this::sit)
            .thenAccept(answer -> answer.fold(seated -> true, this::refuse));
    held.forEach(text -> say(let, text));
    held.clear();
  }

  /** Greets first: who was greeted hears all that is said from then on. Thread: the room's lane. */
  private void sit() {
    if (!dialect.greeting().isEmpty()) {
      link.send(dialect.greeting());
    }
    audience.attach(this);
  }

  private void end(Rejected why) {
    link.send(dialect.spell(why));
    link.close(why.code().retryable() ? TRY_AGAIN_LATER : POLICY_VIOLATION, why.sentence());
  }

  /** Ends it: a later try may succeed, or not. Thread: any. */
  private boolean refuse(Rejected why) {
    link.close(why.code().retryable() ? TRY_AGAIN_LATER : POLICY_VIOLATION, why.sentence());
    return false;
  }

  /** Ends it because it may hear its room no more. */
  void sendAway() {
    link.close(POLICY_VIOLATION, "You may hear this room no more.");
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

  /** Who it is; nobody before it was let in. Thread: any. */
  Optional<Caller> caller() {
    Admission let = admission;
    return let == null ? Optional.empty() : Optional.of(let.caller());
  }

  SessionId id() {
    return id;
  }

  boolean isGone() {
    return gone;
  }

  private void text(String text) {
    Admission let = admission;
    if (let != null) {
      say(let, text);
      return;
    }
    held.add(text);
    if (held.size() > MAX_HELD
        || held.stream().mapToInt(String::length).sum() > MAX_HELD_CHARACTERS) {
      held.clear();
      link.close(POLICY_VIOLATION, "Wait until you are let in.");
    }
  }

  private void say(Admission let, String text) {
    Optional<Rejected> flood = doorkeeper.refusal(let.caller(), Deed.EVENT, room.namespace());
    refusals = flood.isPresent() ? refusals + 1 : Math.max(0, refusals - FORGIVEN);
    if (flood.isPresent()) {
      answer(flood.get());
      if (refusals > MAX_REFUSALS) {
        link.close(POLICY_VIOLATION, flood.get().sentence());
      }
      return;
    }
    try {
      var unused =
          messages
              .send(let.caller(), dialect.read(List.of(text)).draft(room, let.caller()))
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
    Admission let = admission;
    if (let != null) {
      let.end();
      desk.presence().leave(room.namespace(), let.caller());
      audience.detach(this);
    }
  }

  private void answer(SendResult result) {
    if (result instanceof Rejected rejected) {
      link.send(dialect.spell(rejected));
    }
  }
}
