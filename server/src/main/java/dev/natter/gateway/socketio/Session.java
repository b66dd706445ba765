package dev.natter.gateway.socketio;

import dev.natter.chat.Caller;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import dev.natter.engine.EngineClient;
import dev.natter.wire.Dialect;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One client's life in one namespace: who it is, what it speaks, and which rooms it wants to hear.
 * A client that named no room hears and speaks in the lobby; the first that it names replaces the
 * lobby, and the lobby comes back when it leaves the last.
 *
 * <p>Thread: any – guarded by itself.
 */
final class Session {

  private final EngineClient client;
  private final RoomId lobby;
  private final Set<RoomId> named = new LinkedHashSet<>(2);
  private final Set<RoomId> replaying = new HashSet<>(2);
  private final Map<RoomId, String> seats = new HashMap<>(2);
  private Caller caller;
  private Optional<Dialect> dialect;
  private boolean introduced;
  private boolean gone;

  Session(EngineClient client, String namespace, String name, Optional<Dialect> dialect) {
    this.client = client;
    this.lobby = RoomId.lobby(namespace);
    this.caller =
        Caller.guest(
            Sender.guest(client.publicId(), name),
            new SessionId(client.publicId()),
            address(client));
    this.dialect = dialect;
  }

  private static String address(EngineClient client) {
    return client.getRemoteAddress() instanceof InetSocketAddress socket
        ? socket.getAddress().getHostAddress()
        : "";
  }

  EngineClient client() {
    return client;
  }

  String namespace() {
    return lobby.namespace();
  }

  RoomId lobby() {
    return lobby;
  }

  synchronized Caller caller() {
    return caller;
  }

  /**
   * Takes the name by which a guest calls itself once it is in; only the first. Whom somebody
   * vouches for keeps its own.
   */
  synchronized boolean introduces(String name) {
    boolean news = !introduced;
    if (news && caller.standing() == Standing.GUEST) {
      Sender sender = new Sender(caller.user(), name);
      caller = Caller.guest(sender, caller.session(), caller.address());
    }
    introduced = true;
    return news;
  }

  SessionId id() {
    return caller().session();
  }

  /** The dialect it speaks; unknown until it named one or said something. */
  synchronized Optional<Dialect> dialect() {
    return dialect;
  }

  /** Takes note of what it speaks, if that was not known; tells whether it was not. */
  synchronized boolean speaks(Dialect heard) {
    boolean news = dialect.isEmpty();
    if (news) {
      dialect = Optional.of(heard);
    }
    return news;
  }

  /** Where it speaks when it names no room: the room that it joined last, or the lobby. */
  synchronized RoomId speaksIn() {
    RoomId last = lobby;
    for (RoomId room : named) {
      last = room;
    }
    return last;
  }

  synchronized boolean hasNamed(RoomId room) {
    return named.contains(room);
  }

  synchronized int rooms() {
    return named.size();
  }

  /** Names a room, as the last. */
  synchronized void name(RoomId room) {
    named.remove(room);
    named.add(room);
  }

  synchronized void unname(RoomId room) {
    named.remove(room);
  }

  /** Keeps a room's broadcasts away until its replay has caught up with them. */
  synchronized void replays(RoomId room) {
    replaying.add(room);
  }

  synchronized void replayed(RoomId room) {
    replaying.remove(room);
  }

  /** Wants nothing more, from any room. */
  synchronized void goes() {
    gone = true;
  }

  /** All rooms that it hears, or is about to. */
  synchronized List<RoomId> heard() {
    return named.isEmpty() ? List.of(lobby) : List.copyOf(named);
  }

  /** The rooms in which it has a seat. */
  synchronized List<RoomId> seated() {
    return List.copyOf(seats.keySet());
  }

  synchronized boolean wants(RoomId room) {
    boolean hears = named.isEmpty() ? room.equals(lobby) : named.contains(room);
    return hears && !gone && !replaying.contains(room);
  }

  /** The seat it has in a room; empty if none. */
  synchronized String seat(RoomId room) {
    return seats.getOrDefault(room, "");
  }

  synchronized void sits(RoomId room, String seat) {
    if (seat.isEmpty()) {
      seats.remove(room);
    } else {
      seats.put(room, seat);
    }
  }
}
