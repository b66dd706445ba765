package dev.natter.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A user with its devices in one namespace, the rooms in which it is shown as present, and those in
 * which it will be no more.
 *
 * <p>Thread: any – guarded by {@link Presence}.
 */
final class PresentUser {

  private final String namespace;
  private Map<SessionId, Set<RoomId>> devices = Map.of();
  private Set<RoomId> memberships = Set.of();
  private Set<RoomId> shown = Set.of();
  private Map<RoomId, Long> ending = Map.of();
  private Sender who;
  private Instant left = Instant.EPOCH;
  private long endsAt;

  PresentUser(String namespace, Sender who) {
    this.namespace = namespace;
    this.who = who;
  }

  String namespace() {
    return namespace;
  }

  Sender who() {
    return who;
  }

  UserId user() {
    return who.user();
  }

  void isCalled(Sender now) {
    who = now;
  }

  /** A device came. */
  void enter(SessionId device) {
    if (!devices.containsKey(device)) {
      devices = Few.with(devices, device, Set.of());
    }
  }

  /**
   * A device went.
   *
   * @param deadline when the user is gone, if no other device is there or comes
   * @return the rooms in which that may be seen
   */
  List<RoomId> leave(SessionId device, Instant now, long deadline) {
    Set<RoomId> rooms = devices.get(device);
    if (rooms == null) {
      return List.of();
    }
    devices = Few.without(devices, device);
    left = now;
    endsAt = deadline;
    return devices.isEmpty() ? shown() : List.copyOf(rooms);
  }

  /** Tells whether that is news. */
  boolean opens(SessionId device, RoomId room) {
    Set<RoomId> rooms = devices.get(device);
    if (rooms == null || rooms.contains(room)) {
      return false;
    }
    devices = Few.with(devices, device, Few.with(rooms, room));
    return true;
  }

  /** Tells whether that is news. */
  boolean closes(SessionId device, RoomId room) {
    Set<RoomId> rooms = devices.get(device);
    if (rooms == null || !rooms.contains(room)) {
      return false;
    }
    devices = Few.with(devices, device, Few.without(rooms, room));
    return true;
  }

  /** Tells whether that is news. */
  boolean belongs(RoomId room) {
    boolean news = !memberships.contains(room);
    memberships = Few.with(memberships, room);
    return news;
  }

  /** Tells whether that is news. */
  boolean belongsNoMore(RoomId room) {
    boolean news = memberships.contains(room);
    memberships = Few.without(memberships, room);
    return news;
  }

  boolean hasDevices() {
    return !devices.isEmpty();
  }

  /** Whether one of its devices is there, and has the room open or the user belongs to it. */
  boolean isIn(RoomId room) {
    boolean belongs = memberships.contains(room) && hasDevices();
    // The view that values() makes would stay with the map.
    return belongs || devices.entrySet().stream().anyMatch(one -> one.getValue().contains(room));
  }

  /** The rooms in which it is shown. */
  List<RoomId> shown() {
    return List.copyOf(shown);
  }

  boolean isShown(RoomId room) {
    return shown.contains(room);
  }

  /** Is shown in a room from now on; tells whether it was not. */
  boolean appears(RoomId room) {
    ending = Few.without(ending, room);
    boolean news = !shown.contains(room);
    shown = Few.with(shown, room);
    return news;
  }

  /** Is shown in a room until then. */
  void fades(RoomId room, long deadline) {
    if (!ending.containsKey(room)) {
      ending = Few.with(ending, room, deadline);
    }
  }

  void disappears(RoomId room) {
    ending = Few.without(ending, room);
    shown = Few.without(shown, room);
  }

  /** The rooms in which its time is over. */
  List<RoomId> due(long now) {
    List<RoomId> due = new ArrayList<>();
    ending.forEach(
        (room, deadline) -> {
          if (deadline - now <= 0) {
            due.add(room);
          }
        });
    return due;
  }

  /** Whether nothing more will become due of itself. */
  boolean isSettled() {
    return ending.isEmpty() && hasDevices();
  }

  /** Whether it is gone for good. */
  boolean isGone(long now) {
    return !hasDevices() && endsAt - now <= 0;
  }

  /** When its last device went. */
  Instant left() {
    return left;
  }
}
