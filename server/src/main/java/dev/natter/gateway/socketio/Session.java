package dev.natter.gateway.socketio;

import dev.natter.auth.Admission;
import dev.natter.chat.Caller;
import dev.natter.chat.Few;
import dev.natter.chat.RoomId;
import dev.natter.chat.SessionId;
import dev.natter.engine.EngineClient;
import dev.natter.wire.Dialect;
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

  /** So many events may be too many before the session is ended. */
  private static final int MAX_REFUSALS = 1_000;

  /** For so many of them one that is not too many makes up. */
  private static final int FORGIVEN = 20;

  private final EngineClient client;
  private final RoomId lobby;
  private final Admission admission;
  private Set<RoomId> named = Set.of();
  private Set<RoomId> replaying = Set.of();
  private Map<RoomId, String> seats = Map.of();
  private Set<RoomId> lost = Set.of();
  private Optional<Dialect> dialect;
  private boolean introduced;
  private boolean gone;
  private boolean listening;
  private int refusals;

  Session(EngineClient client, RoomId lobby, Admission admission, Optional<Dialect> dialect) {
    this.client = client;
    this.lobby = lobby;
    this.admission = admission;
    this.dialect = dialect;
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

  Admission admission() {
    return admission;
  }

  /** Who it is, with what it may do now. */
  Caller caller() {
    return admission.caller();
  }

  /** Whether it says its name for the first time now, if it does. */
  synchronized boolean introduces() {
    boolean news = !introduced;
    introduced = true;
    return news;
  }

  /** Lets it say another name, as it could not have that one. */
  synchronized void introducesAnew() {
    introduced = false;
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

  /** Whether it was refused so often that it does not mean to stop. */
  synchronized boolean isFlooding(boolean refused) {
    refusals = refused ? refusals + 1 : Math.max(0, refusals - FORGIVEN);
    return refusals > MAX_REFUSALS;
  }

  synchronized boolean hasNamed(RoomId room) {
    return named.contains(room);
  }

  synchronized int rooms() {
    return named.size();
  }

  /** Names a room, as the last. */
  synchronized void name(RoomId room) {
    lost = Few.without(lost, room);
    named = Few.with(Few.without(named, room), room);
  }

  /** Hears a room no more until it names it again, were it the lobby. */
  synchronized void loses(RoomId room) {
    named = Few.without(named, room);
    replaying = Few.without(replaying, room);
    lost = Few.with(lost, room);
  }

  synchronized void unname(RoomId room) {
    named = Few.without(named, room);
  }

  /** Keeps a room's broadcasts away until its replay has caught up with them. */
  synchronized void replays(RoomId room) {
    replaying = Few.with(replaying, room);
  }

  synchronized void replayed(RoomId room) {
    replaying = Few.without(replaying, room);
  }

  /** Begins to hear what concerns its user; tells whether that is news. */
  synchronized boolean listensForItself() {
    boolean news = !listening && !gone;
    listening = listening || news;
    return news;
  }

  /** Wants nothing more, from any room; tells whether it heard what concerns its user. */
  synchronized boolean goes() {
    gone = true;
    boolean had = listening;
    listening = false;
    return had;
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
    return hears && !gone && !lost.contains(room) && !replaying.contains(room);
  }

  /** The seat it has in a room; empty if none. */
  synchronized String seat(RoomId room) {
    return seats.getOrDefault(room, "");
  }

  synchronized void sits(RoomId room, String seat) {
    seats = seat.isEmpty() ? Few.without(seats, room) : Few.with(seats, room, seat);
  }
}
