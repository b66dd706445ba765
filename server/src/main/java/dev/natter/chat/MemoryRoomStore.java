package dev.natter.chat;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rooms and their members in this process's memory, for as long as it runs. Beyond {@value
 * #MAX_ROOMS} rooms none is made, and beyond {@value #MAX_MEMBERS} members the one that was added
 * first is forgotten.
 *
 * <p>Thread: any – guarded by its monitor.
 */
public final class MemoryRoomStore implements RoomStore {

  /** The most rooms kept. */
  static final int MAX_ROOMS = 10_000;

  /** The most members of all rooms kept. */
  static final int MAX_MEMBERS = 100_000;

  private final TreeMap<Key, Room> rooms = new TreeMap<>(Key.ORDER);
  private final LinkedHashMap<Seat, Member> members = new LinkedHashMap<>();

  private record Key(String namespace, String name) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::namespace).thenComparing(Key::name);
  }

  private record Seat(RoomId room, UserId user) {}

  @Override
  public synchronized Optional<Room> room(RoomId id) {
    return Optional.ofNullable(rooms.get(key(id)));
  }

  @Override
  public synchronized boolean create(Room room) throws StoreException {
    if (rooms.containsKey(key(room.id()))) {
      return false;
    }
    if (rooms.size() >= MAX_ROOMS) {
      throw new StoreException("there are too many rooms", new IllegalStateException());
    }
    rooms.put(key(room.id()), room);
    return true;
  }

  @Override
  public synchronized void save(Room room) {
    rooms.put(key(room.id()), room);
  }

  @Override
  public synchronized List<Room> publicRooms(String namespace, String after, int limit) {
    return rooms.tailMap(new Key(namespace, after), false).values().stream()
        .takeWhile(room -> room.id().namespace().equals(namespace))
        .filter(room -> room.kind() == RoomKind.PUBLIC)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Room> all(String after, int limit) {
    return rooms.values().stream()
        .filter(room -> key(room).compareTo(after) > 0)
        .sorted(Comparator.comparing(MemoryRoomStore::key))
        .limit(limit)
        .toList();
  }

  private static String key(Room room) {
    return room.id().namespace() + "|" + room.id().name();
  }

  @Override
  public synchronized Optional<Member> member(RoomId room, UserId user) {
    return Optional.ofNullable(members.get(new Seat(room, user)));
  }

  @Override
  public synchronized void save(Member member) {
    Seat seat = new Seat(member.room(), member.user());
    Cursor cursor = Optional.ofNullable(members.get(seat)).orElse(member).cursor();
    members.put(seat, with(member, cursor));
    if (members.size() > MAX_MEMBERS) {
      Seat first = members.keySet().iterator().next();
      members.remove(first);
    }
  }

  @Override
  public synchronized void remove(RoomId room, UserId user) {
    members.remove(new Seat(room, user));
  }

  @Override
  public synchronized List<Member> members(RoomId room, Role least, String after, int limit) {
    return belonging(room)
        .filter(member -> member.role().atLeast(least))
        .filter(member -> member.user().value().compareTo(after) > 0)
        .sorted(Comparator.comparing(member -> member.user().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Member> sanctioned(RoomId room) {
    return members.values().stream()
        .filter(member -> member.room().equals(room))
        .filter(member -> !member.sanction().equals(Sanction.NONE))
        .toList();
  }

  @Override
  public synchronized List<Member> named(RoomId room, Collection<String> names) {
    var wanted = names.stream().map(MemoryRoomStore::folded).collect(Collectors.toSet());
    return belonging(room).filter(member -> wanted.contains(folded(member.name()))).toList();
  }

  @Override
  public synchronized List<Member> memberships(
      String namespace, UserId user, String after, int limit) {
    return members.values().stream()
        .filter(member -> member.belongs() && member.user().equals(user))
        .filter(member -> member.room().namespace().equals(namespace))
        .filter(member -> member.room().name().compareTo(after) > 0)
        .sorted(Comparator.comparing(member -> member.room().name()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void move(Collection<CursorMove> moves) {
    for (CursorMove move : moves) {
      members.computeIfPresent(
          new Seat(move.room(), move.user()),
          (seat, member) -> with(member, member.cursor().moved(move)));
    }
  }

  @Override
  public void close() {}

  private Stream<Member> belonging(RoomId room) {
    return members.values().stream()
        .filter(member -> member.belongs() && member.room().equals(room));
  }

  private static Member with(Member member, Cursor cursor) {
    return new Member(
        member.room(),
        member.user(),
        member.name(),
        member.role(),
        member.since(),
        member.sanction(),
        cursor);
  }

  private static Key key(RoomId id) {
    return new Key(id.namespace(), id.name());
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
