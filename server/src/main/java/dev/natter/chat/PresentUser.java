package dev.natter.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Map<SessionId, Set<RoomId>> devices = new HashMap<>(2);
  private final Set<RoomId> memberships = new HashSet<>(2);
  private final Set<RoomId> shown = new HashSet<>(2);
  private final Map<RoomId, Long> ending = new HashMap<>(0);
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
    devices.putIfAbsent(device, new HashSet<>(2));
  }

  /**
   * A device went.
   *
   * @param deadline when the user is gone, if no other device is there or comes
   * @return the rooms in which that may be seen
   */
  List<RoomId> leave(SessionId device, Instant now, long deadline) {
    Set<RoomId> rooms = devices.remove(device);
    if (rooms == null) {
      return List.of();
    }
    left = now;
    endsAt = deadline;
    return devices.isEmpty() ? shown() : List.copyOf(rooms);
  }

  /** Tells whether that is news. */
  boolean opens(SessionId device, RoomId room) {
    Set<RoomId> rooms = devices.get(device);
    return rooms != null && rooms.add(room);
  }

  /** Tells whether that is news. */
  boolean closes(SessionId device, RoomId room) {
    Set<RoomId> rooms = devices.get(device);
    return rooms != null && rooms.remove(room);
  }

  /** Tells whether that is news. */
  boolean belongs(RoomId room) {
    return memberships.add(room);
  }

  /** Tells whether that is news. */
  boolean belongsNoMore(RoomId room) {
    return memberships.remove(room);
  }

  boolean hasDevices() {
    return !devices.isEmpty();
  }

  /** Whether one of its devices is there, and has the room open or the user belongs to it. */
  boolean isIn(RoomId room) {
    boolean belongs = memberships.contains(room) && hasDevices();
    return belongs || devices.values().stream().anyMatch(rooms -> rooms.contains(room));
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
    ending.remove(room);
    return shown.add(room);
  }

  /** Is shown in a room until then. */
  void fades(RoomId room, long deadline) {
    ending.putIfAbsent(room, deadline);
  }

  void disappears(RoomId room) {
    ending.remove(room);
    shown.remove(room);
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
