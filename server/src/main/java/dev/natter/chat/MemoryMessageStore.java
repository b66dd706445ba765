package dev.natter.chat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages in this process's memory, for as long as it runs: of each room the newest, and all
 * together within a budget. A key is remembered as long as its message. Beyond {@value #MAX_ROOMS}
 * rooms the one unused longest is forgotten whole, and begins at 1 if it comes back.
 *
 * <p>Thread: any – guarded by its monitor.
 */
public final class MemoryMessageStore implements MessageStore {

  /** The most messages kept of one room. */
  static final int MAX_ROOM_MESSAGES = 1_000;

  /** The most rooms kept. */
  static final int MAX_ROOMS = 10_000;

  /** The most characters kept in the bodies of all messages. */
  static final long MAX_CHARACTERS = 64L << 20;

  private final Clock clock;
  private final long maxCharacters;
  private final Map<RoomId, Room> rooms = new LinkedHashMap<>(16, 0.75f, true);
  private long characters;
  private boolean closed;

  public MemoryMessageStore(Clock clock) {
    this(clock, MAX_CHARACTERS);
  }

  MemoryMessageStore(Clock clock, long maxCharacters) {
    this.clock = clock;
    this.maxCharacters = maxCharacters;
  }

  private static final class Room {
    private final Deque<Message> messages = new ArrayDeque<>();
    private final Map<IdempotencyKey, Message> keys = new HashMap<>();
    private long last;
  }

  @Override
  public synchronized Appended append(List<Draft> drafts) {
    List<SendResult> results = new ArrayList<>(drafts.size());
    List<MessagePosted> posted = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      if (closed) {
        results.add(new Rejected(RejectCode.NOT_STORED, "The store is closed."));
        continue;
      }
      Room room = room(draft.room());
      Message first = draft.key().isPresent() ? room.keys.get(draft.key()) : null;
      if (first != null) {
        results.add(new SendResult.Accepted(first, true));
        continue;
      }
      Message message = add(room, draft);
      results.add(new SendResult.Accepted(message, false));
      posted.add(new MessagePosted(message, draft.origin()));
    }
    return new Appended(results, posted);
  }

  private Message add(Room room, Draft draft) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    room.last++;
    Message message =
        new Message(draft.room(), room.last, draft.sender(), now, draft.body(), draft.key());
    room.messages.addLast(message);
    if (draft.key().isPresent()) {
      room.keys.put(draft.key(), message);
    }
    characters += message.body().json().length();
    if (room.messages.size() > MAX_ROOM_MESSAGES) {
      dropOldest(room);
    }
    Iterator<Room> unusedFirst = rooms.values().iterator();
    while (characters > maxCharacters && unusedFirst.hasNext()) {
      Room victim = unusedFirst.next();
      while (characters > maxCharacters && !victim.messages.isEmpty()) {
        dropOldest(victim);
      }
    }
    return message;
  }

  private void dropOldest(Room room) {
    Message oldest = room.messages.removeFirst();
    room.keys.remove(oldest.key());
    characters -= oldest.body().json().length();
  }

  private Room room(RoomId id) {
    Room room = rooms.computeIfAbsent(id, key -> new Room());
    if (rooms.size() > MAX_ROOMS) {
      Iterator<Room> unusedFirst = rooms.values().iterator();
      Room victim = unusedFirst.next();
      while (!victim.messages.isEmpty()) {
        dropOldest(victim);
      }
      unusedFirst.remove();
    }
    return room;
  }

  @Override
  public synchronized long lastSequence(RoomId id) {
    Room room = rooms.get(id);
    return room == null ? 0 : room.last;
  }

  @Override
  public synchronized HistoryPage history(HistoryQuery query) {
    Room room = rooms.get(query.room());
    if (room == null) {
      return new HistoryPage(List.of(), false);
    }
    Iterator<Message> messages =
        query.ascends() ? room.messages.iterator() : room.messages.descendingIterator();
    List<Message> page = new ArrayList<>();
    boolean more = false;
    while (messages.hasNext() && !more) {
      Message message = messages.next();
      if (message.sequence() > query.after() && message.sequence() < query.before()) {
        more = page.size() == query.limit();
        if (!more) {
          page.add(message);
        }
      }
    }
    if (!query.ascends()) {
      Collections.reverse(page);
    }
    return new HistoryPage(page, more);
  }

  @Override
  public synchronized boolean accepting() {
    return !closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    rooms.clear();
    characters = 0;
  }
}
