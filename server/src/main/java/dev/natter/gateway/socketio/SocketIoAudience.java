package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.SocketIOClient;
import dev.natter.chat.Act;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomEvent;
import dev.natter.chat.RoomId;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserEvent;
import dev.natter.chat.UserId;
import dev.natter.engine.EngineClient;
import dev.natter.engine.EngineNamespace;
import dev.natter.engine.EngineServer;
import dev.natter.engine.EventFrame;
import dev.natter.fanout.Audience;
import dev.natter.fanout.Broadcast;
import dev.natter.wire.BinaryText;
import dev.natter.wire.Dialect;
import dev.natter.wire.Spelling;
import java.util.ArrayList;
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
  private final Messages messages;
  private final RoomDesk desk;
  private final List<Dialect> dialects;
  private final ConcurrentHashMap<RoomSeat, Integer> taken = new ConcurrentHashMap<>();

  /** An audience of the dialects that are enabled at the Socket.IO door. */
  SocketIoAudience(EngineServer engine, Messages messages, RoomDesk desk, List<Dialect> dialects) {
    this.engine = engine;
    this.messages = messages;
    this.desk = desk;
    this.dialects = List.copyOf(dialects);
  }

  private record RoomSeat(RoomId room, String seat) {}

  /**
   * Gives a session the seat in a room that it now wants, or takes it away.
   *
   * <p>Thread: the room's lane.
   */
  void settle(Session session, RoomId room) {
    boolean wants;
    synchronized (session) {
      wants = session.wants(room);
      move(session, room, wants);
    }
    if (wants) {
      desk.presence().open(room, session.caller());
    } else {
      desk.presence().close(room, session.caller());
    }
  }

  /** Thread: any – guarded by the session. */
  private void move(Session session, RoomId room, boolean wants) {
    String spoken = session.dialect().map(Dialect::wireName).orElse(UNDECIDED);
    String wanted = wants ? seat(room, spoken) : "";
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

  /** Lets a session of Natter's own vocabulary hear what concerns its user, once. Thread: any. */
  void listenForItself(Session session) {
    if (session.listensForItself()) {
      session.client().joinRoom(own(session.caller().user()));
      UserId user = session.caller().user();
      var unused =
          desk.cursors()
              .watch(session.namespace(), session.caller())
              .thenAccept(answer -> answer.fold(rooms -> belongs(user, rooms), why -> false));
    }
  }

  private boolean belongs(UserId user, List<RoomId> rooms) {
    desk.presence().belongs(user, rooms);
    return true;
  }

  /** Takes all seats of a session that went. Thread: any. */
  void dismiss(Session session) {
    if (session.goes()) {
      desk.cursors().unwatch(session.namespace(), session.caller());
    }
    session.seated().forEach(room -> settle(session, room));
  }

  @Override
  public void hear(Broadcast broadcast) {
    RoomId room = broadcast.room();
    String undecided = seat(room, UNDECIDED);
    boolean anyUndecided = broadcast.event().isForEveryDialect() && isTaken(room, undecided);
    for (Dialect dialect : dialects) {
      String own = seat(room, dialect.wireName());
      boolean anyOwn = isTaken(room, own);
      if (anyOwn || anyUndecided) {
        Optional<EngineClient> except =
            dialect.echoes() && broadcast.event().echoes()
                ? Optional.empty()
                : client(room, broadcast.origin());
        broadcast
            .in(dialect)
            .ifPresent(
                spelling ->
                    tell(
                        broadcast.event(),
                        spelling,
                        except,
                        anyOwn ? own : "",
                        anyUndecided ? undecided : ""));
      }
    }
    if (broadcast.event().mayEndHearing()) {
      sendAway(broadcast.event());
    }
  }

  @Override
  public void tell(UserEvent event) {
    Dialect.NATTER
        .spell(event)
        .ifPresent(
            spelling -> {
              EventFrame frame = frame(event.room(), spelling);
              engine.broadcast(event.room().namespace(), own(event.user()), frame, null);
              frame.release();
            });
  }

  @Override
  public void together(Runnable telling) {
    engine.gather(telling);
  }

  /** Tells one session what concerns it, if it has a word for that. Thread: any. */
  void tellAlone(Session session, UserEvent event) {
    session
        .dialect()
        .flatMap(dialect -> dialect.spell(event))
        .ifPresent(
            spelling -> {
              EventFrame frame = frame(event.room(), spelling);
              session.client().emit(frame);
              frame.release();
            });
  }

  /** Takes the seats of those who may hear the room no more: nothing after the event is theirs. */
  private void sendAway(RoomEvent event) {
    EngineNamespace namespace = engine.getNamespace(event.room().namespace());
    if (namespace == null) {
      return;
    }
    List<Session> concerned =
        event
            .endsHearingOf()
            .map(user -> sessions(namespace, user))
            .orElseGet(() -> hearers(namespace, event.room()));
    for (Session session : concerned) {
      if (!session.seat(event.room()).isEmpty() && mustGo(session, event)) {
        remove(session, event.room());
      }
    }
  }

  /** The sessions of one user at this door, however many listen. */
  private List<Session> sessions(EngineNamespace namespace, UserId user) {
    return desk.names().attendance().sessions(namespace.wireName(), user).stream()
        .flatMap(caller -> namespace.byPublicId(caller.session().value()).stream())
        .flatMap(client -> SocketIoGateway.session(client).stream())
        .toList();
  }

  private List<Session> hearers(EngineNamespace namespace, RoomId room) {
    List<String> seats = new ArrayList<>();
    dialects.forEach(dialect -> seats.add(seat(room, dialect.wireName())));
    seats.add(seat(room, UNDECIDED));
    List<Session> hearers = new ArrayList<>();
    for (String seat : seats) {
      for (SocketIOClient client : namespace.getRoomClients(seat)) {
        SocketIoGateway.session(client).ifPresent(hearers::add);
      }
    }
    return hearers;
  }

  private boolean mustGo(Session session, RoomEvent event) {
    return event.sendsAway(session.caller().user())
        || desk.rooms().refusal(session.caller(), Act.READ, event.room()).isPresent();
  }

  /** Takes its seat in a room, and gives back the lobby if that was its last. Thread: lane. */
  void remove(Session session, RoomId room) {
    session.loses(room);
    settle(session, room);
    RoomId lobby = session.lobby();
    if (!room.equals(lobby)) {
      var unused = messages.seat(session.caller(), lobby, () -> settle(session, lobby));
    }
  }

  /** The client of a session; empty if that is not at this door. */
  private Optional<EngineClient> client(RoomId room, SessionId session) {
    return Optional.ofNullable(engine.getNamespace(room.namespace()))
        .flatMap(namespace -> namespace.byPublicId(session.value()));
  }

  private void tell(
      RoomEvent event, Spelling spelling, Optional<EngineClient> except, String... seats) {
    String namespace = event.room().namespace();
    EventFrame frame = frame(event.room(), spelling);
    for (String seat : seats) {
      if (!seat.isEmpty() && event.isVolatile()) {
        engine.broadcastVolatile(namespace, seat, frame, except.orElse(null));
      } else if (!seat.isEmpty()) {
        engine.broadcast(namespace, seat, frame, except.orElse(null));
      }
    }
    frame.release();
  }

  /** The frame of a spelling; whoever makes it releases it. */
  static EventFrame frame(RoomId room, Spelling spelling) {
    BinaryText.Lifted lifted = BinaryText.lift(spelling.arguments());
    return EventFrame.of(
        room.namespace(),
        spelling.event(),
        lifted.attachments(),
        lifted.texts().toArray(String[]::new));
  }

  private boolean isTaken(RoomId room, String seat) {
    return taken.containsKey(new RoomSeat(room, seat));
  }

  private static String own(UserId user) {
    return "u:" + user.value();
  }

  /** Clients know rooms by name; the prefix keeps a name from being another client's own room. */
  private static String seat(RoomId room, String dialect) {
    return "r:" + room.name() + "|" + dialect;
  }
}
