package dev.natter.gateway.websocket;

import dev.natter.chat.Act;
import dev.natter.chat.Attendance;
import dev.natter.chat.Presence;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomEvent;
import dev.natter.chat.RoomId;
import dev.natter.chat.Rooms;
import dev.natter.chat.SessionId;
import dev.natter.fanout.Audience;
import dev.natter.fanout.Broadcast;
import dev.natter.net.WebSocketLink;
import dev.natter.wire.Dialect;
import dev.natter.wire.Spelling;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The raw WebSockets that listen, kept by event loop. A broadcast is spelled once a dialect into
 * one buffer with its frame's header; each loop is given it once and writes it to its own
 * listeners.
 *
 * <p>Thread: any.
 */
public final class WebSocketAudience implements Audience {

  private static final List<Dialect> DIALECTS =
      Arrays.stream(Dialect.values()).filter(d -> !d.isSocketIo()).toList();

  private final ConcurrentHashMap<EventLoop, LoopListeners> loops = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Seat, Integer> listeners = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<SessionId, WebSocketSession> seated = new ConcurrentHashMap<>();
  private final Rooms rooms;
  private final Presence presence;
  private final Attendance attendance;

  /**
   * An audience of nobody.
   *
   * @param desk asked who may still hear a room when that may have changed, and told who hears it
   */
  public WebSocketAudience(RoomDesk desk) {
    this.rooms = desk.rooms();
    this.presence = desk.presence();
    this.attendance = desk.names().attendance();
  }

  /** Where a listener sits: who hears the same frames sits in the same seat. */
  record Seat(RoomId room, Dialect dialect) {}

  /**
   * Lets a session hear its room's next broadcast and all after it.
   *
   * <p>Thread: the room's lane.
   */
  void attach(WebSocketSession session) {
    listeners.merge(seat(session), 1, Integer::sum);
    seated.put(session.id(), session);
    session.caller().ifPresent(caller -> presence.open(session.room(), caller));
    loops
        .computeIfAbsent(session.link().eventLoop(), LoopListeners::new)
        .add(session, () -> left(session));
  }

  /** Thread: the session's loop. */
  void detach(WebSocketSession session) {
    LoopListeners loop = loops.get(session.link().eventLoop());
    if (loop != null && loop.remove(session)) {
      left(session);
    }
  }

  @Override
  public void hear(Broadcast broadcast) {
    for (Dialect dialect : DIALECTS) {
      Seat seat = new Seat(broadcast.room(), dialect);
      if (listeners.containsKey(seat)) {
        SessionId except = dialect.echoes() ? SessionId.NONE : broadcast.origin();
        broadcast.in(dialect).ifPresent(spelling -> hear(seat, spelling, except));
      }
    }
    if (broadcast.event().mayEndHearing()) {
      sendAway(broadcast.event());
    }
  }

  /** Ends the sessions of those who may hear the room no more, before they hear anything else. */
  private void sendAway(RoomEvent event) {
    for (WebSocketSession session : concerned(event)) {
      if (session.room().equals(event.room()) && mustGo(session, event)) {
        LoopListeners loop = loops.get(session.link().eventLoop());
        if (loop != null) {
          loop.sendAway(session, () -> left(session));
        }
      }
    }
  }

  /** Of one user its own sessions, else all. */
  private Collection<WebSocketSession> concerned(RoomEvent event) {
    String namespace = event.room().namespace();
    return event
        .endsHearingOf()
        .<Collection<WebSocketSession>>map(
            user ->
                attendance.sessions(namespace, user).stream()
                    .flatMap(caller -> Stream.ofNullable(seated.get(caller.session())))
                    .toList())
        .orElseGet(seated::values);
  }

  private boolean mustGo(WebSocketSession session, RoomEvent event) {
    return session
        .caller()
        .filter(
            caller ->
                event.sendsAway(caller.user())
                    || rooms.refusal(caller, Act.READ, event.room()).isPresent())
        .isPresent();
  }

  private void hear(Seat seat, Spelling spelling, SessionId except) {
    ByteBuf frame = WebSocketLink.frame(spelling.text());
    loops.values().forEach(loop -> loop.hear(seat, frame.retain(), except));
    frame.release();
  }

  static Seat seat(WebSocketSession session) {
    return new Seat(session.room(), session.dialect());
  }

  private void left(WebSocketSession session) {
    seated.remove(session.id());
    session.caller().ifPresent(caller -> presence.close(session.room(), caller));
    listeners.computeIfPresent(seat(session), (key, count) -> count == 1 ? null : count - 1);
  }
}
