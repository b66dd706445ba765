package dev.natter.chat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Rooms in memory that can be away, and count what they are asked. */
public final class FaultyRoomStore implements RoomStore {

  public final AtomicBoolean away = new AtomicBoolean();
  public final AtomicInteger reads = new AtomicInteger();

  /** What happens once between reading memberships and giving them. */
  public final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

  private final MemoryRoomStore store = new MemoryRoomStore();

  private MemoryRoomStore answering() throws StoreException {
    if (away.get()) {
      throw new StoreException("the store is away", new IllegalStateException());
    }
    return store;
  }

  private MemoryRoomStore reading() throws StoreException {
    reads.incrementAndGet();
    return answering();
  }

  @Override
  public Optional<Room> room(RoomId id) throws StoreException {
    return reading().room(id);
  }

  @Override
  public boolean create(Room room) throws StoreException {
    return answering().create(room);
  }

  @Override
  public void save(Room room) throws StoreException {
    answering().save(room);
  }

  @Override
  public List<Room> publicRooms(String namespace, String after, int limit) throws StoreException {
    return reading().publicRooms(namespace, after, limit);
  }

  @Override
  public List<Room> all(String after, int limit) throws StoreException {
    return reading().all(after, limit);
  }

  @Override
  public Optional<Member> member(RoomId room, UserId user) throws StoreException {
    return reading().member(room, user);
  }

  @Override
  public void save(Member member) throws StoreException {
    answering().save(member);
  }

  @Override
  public void remove(RoomId room, UserId user) throws StoreException {
    answering().remove(room, user);
  }

  @Override
  public List<Member> members(RoomId room, Role least, String after, int limit)
      throws StoreException {
    return reading().members(room, least, after, limit);
  }

  @Override
  public List<Member> sanctioned(RoomId room) throws StoreException {
    return reading().sanctioned(room);
  }

  @Override
  public List<Member> named(RoomId room, Collection<String> names) throws StoreException {
    return reading().named(room, names);
  }

  @Override
  public List<Member> memberships(String namespace, UserId user, String after, int limit)
      throws StoreException {
    List<Member> found = reading().memberships(namespace, user, after, limit);
    meanwhile.getAndSet(() -> {}).run();
    return found;
  }

  @Override
  public void move(Collection<CursorMove> moves) throws StoreException {
    answering().move(moves);
  }

  @Override
  public void close() {
    store.close();
  }
}
