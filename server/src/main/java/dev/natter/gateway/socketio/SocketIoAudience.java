package dev.natter.gateway.socketio;

import dev.natter.chat.RoomId;
import dev.natter.chat.SessionId;
import dev.natter.engine.EngineClient;
import dev.natter.engine.EngineServer;
import dev.natter.engine.EventFrame;
import dev.natter.fanout.Audience;
import dev.natter.fanout.Broadcast;
import dev.natter.wire.Dialect;
import dev.natter.wire.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Socket.IO clients that listen. Who hears the same frames sits in the same seat: a room of the
 * engine for each chat room and dialect, and one for those whose dialect is not known yet, who hear
 * every dialect. The engine spells a frame once and shares it among all in a seat.
 *
 * <p>Thread: lane, but for {@link #dismiss}.
 */
final class SocketIoAudience implements Audience {

  private static final String UNDECIDED = "?";

  private final EngineServer engine;
  private final List<Dialect> dialects;
  private final ConcurrentHashMap<RoomSeat, Integer> taken = new ConcurrentHashMap<>();

  /** An audience of the dialects that are enabled at the Socket.IO door. */
  SocketIoAudience(EngineServer engine, List<Dialect> dialects) {
    this.engine = engine;
    this.dialects = List.copyOf(dialects);
  }

  private record RoomSeat(RoomId room, String seat) {}

  /**
   * Gives a session the seat in a room that it now wants, or takes it away.
   *
   * <p>Thread: the room's lane.
   */
  void settle(Session session, RoomId room) {
    synchronized (session) {
      String wanted =
          session.wants(room)
              ? seat(room, session.dialect().map(Dialect::wireName).orElse(UNDECIDED))
              : "";
      String had = session.seat(room);
      if (wanted.equals(had)) {
        return;
      }
      if (!had.isEmpty()) {
        session.client().leaveRoom(had);
        taken.computeIfPresent(
            new RoomSeat(room, had), (key, count) -> count == 1 ? null : count - 1);
      }
      if (!wanted.isEmpty()) {
        session.client().joinRoom(wanted);
        taken.merge(new RoomSeat(room, wanted), 1, Integer::sum);
      }
      session.sits(room, wanted);
    }
  }

  /** Takes all seats of a session that went. Thread: any. */
  void dismiss(Session session) {
    session.goes();
    session.seated().forEach(room -> settle(session, room));
  }

  @Override
  public void hear(Broadcast broadcast) {
    RoomId room = broadcast.room();
    String undecided = seat(room, UNDECIDED);
    boolean anyUndecided = isTaken(room, undecided);
    for (Dialect dialect : dialects) {
      String own = seat(room, dialect.wireName());
      boolean anyOwn = isTaken(room, own);
      if (anyOwn || anyUndecided) {
        Optional<EngineClient> except =
            dialect.echoes() ? Optional.empty() : client(room, broadcast.origin());
        broadcast
            .in(dialect)
            .ifPresent(
                spelling ->
                    tell(room, spelling, except, anyOwn ? own : "", anyUndecided ? undecided : ""));
      }
    }
  }

  /** The client of a session; empty if that is not at this door. */
  private Optional<EngineClient> client(RoomId room, SessionId session) {
    return Optional.ofNullable(engine.getNamespace(room.namespace()))
        .flatMap(namespace -> namespace.byPublicId(session.value()));
  }

  private void tell(
      RoomId room, Spelling spelling, Optional<EngineClient> except, String... seats) {
    EventFrame frame = frame(room, spelling);
    for (String seat : seats) {
      if (!seat.isEmpty()) {
        engine.broadcast(room.namespace(), seat, frame, except.orElse(null));
      }
    }
    frame.release();
  }

  /** The frame of a spelling; whoever makes it releases it. */
  static EventFrame frame(RoomId room, Spelling spelling) {
    return EventFrame.of(
        room.namespace(), spelling.event(), spelling.arguments().toArray(String[]::new));
  }

  private boolean isTaken(RoomId room, String seat) {
    return taken.containsKey(new RoomSeat(room, seat));
  }

  /** Clients know rooms by name; the prefix keeps a name from being another client's own room. */
  private static String seat(RoomId room, String dialect) {
    return "r:" + room.name() + "|" + dialect;
  }
}
