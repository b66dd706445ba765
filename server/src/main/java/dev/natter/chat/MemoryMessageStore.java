package dev.natter.chat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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

  private static final Rejected CLOSED =
      new Rejected(RejectCode.NOT_STORED, "The store is closed.");

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
    private final TreeMap<Long, Message> messages = new TreeMap<>();
    private final TreeMap<Long, Long> changes = new TreeMap<>();
    private final Map<Long, List<EarlierBody>> earlier = new HashMap<>();
    private final Map<IdempotencyKey, Message> keys = new HashMap<>();
    private long last;
    private long lastChange;
  }

  @Override
  public synchronized Appended append(List<Draft> drafts) {
    List<SendResult> results = new ArrayList<>(drafts.size());
    List<MessagePosted> posted = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      if (closed) {
        results.add(CLOSED);
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
    Message message = Message.of(draft, room.last, now);
    room.messages.put(room.last, message);
    if (draft.key().isPresent()) {
      room.keys.put(draft.key(), message);
    }
    characters += message.body().json().length();
    if (room.messages.size() > MAX_ROOM_MESSAGES) {
      dropOldest(room);
    }
    keepWithinBudget();
    return message;
  }

  private void keepWithinBudget() {
    Iterator<Room> unusedFirst = rooms.values().iterator();
    while (characters > maxCharacters && unusedFirst.hasNext()) {
      Room victim = unusedFirst.next();
      while (characters > maxCharacters && !victim.messages.isEmpty()) {
        dropOldest(victim);
      }
    }
  }

  @Override
  public synchronized Amended amend(List<Amendment> amendments) {
    List<Answer<Message>> results = new ArrayList<>(amendments.size());
    List<MessageChanged> changed = new ArrayList<>(amendments.size());
    for (Amendment amendment : amendments) {
      Room room = rooms.get(amendment.room());
      Message current = room == null ? null : room.messages.get(amendment.sequence());
      if (room == null || current == null) {
        results.add(new Answer.Refused<>(closed ? CLOSED : Amendment.UNKNOWN));
        continue;
      }
      Instant now = Instant.ofEpochMilli(clock.millis());
      results.add(
          amendment
              .rule()
              .apply(current, now)
              .<Answer<Message>>fold(
                  next -> {
                    if (next.equals(current)) {
                      return new Answer.Given<>(current);
                    }
                    Message stored = replace(room, current, next);
                    changed.add(new MessageChanged(stored, amendment.origin()));
                    return new Answer.Given<>(stored);
                  },
                  Answer.Refused::new));
    }
    keepWithinBudget();
    return new Amended(results, changed);
  }

  private Message replace(Room room, Message before, Message next) {
    room.lastChange++;
    Message stored = next.numbered(room.lastChange);
    List<EarlierBody> earlier = room.earlier.getOrDefault(before.sequence(), List.of());
    List<EarlierBody> kept = EarlierBody.after(earlier, before, stored);
    characters += characters(stored, kept) - characters(before, earlier);
    room.earlier.remove(before.sequence());
    if (!kept.isEmpty()) {
      room.earlier.put(before.sequence(), kept);
    }
    room.changes.remove(before.change());
    room.changes.put(stored.change(), stored.sequence());
    room.messages.put(stored.sequence(), stored);
    room.keys.remove(before.key());
    if (stored.key().isPresent()) {
      room.keys.put(stored.key(), stored);
    }
    return stored;
  }

  private static long characters(Message message, List<EarlierBody> earlier) {
    long kept = earlier.stream().mapToLong(body -> body.body().json().length()).sum();
    return message.body().json().length() + kept;
  }

  private void dropOldest(Room room) {
    Message oldest = room.messages.pollFirstEntry().getValue();
    room.keys.remove(oldest.key());
    room.changes.remove(oldest.change());
    List<EarlierBody> earlier = room.earlier.remove(oldest.sequence());
    characters -= characters(oldest, earlier == null ? List.of() : earlier);
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
  public synchronized long lastChange(RoomId id) {
    Room room = rooms.get(id);
    return room == null ? 0 : room.lastChange;
  }

  @Override
  public synchronized ChangesPage changes(ChangesQuery query) {
    Room room = rooms.get(query.room());
    if (room == null) {
      return new ChangesPage(List.of(), 0, false);
    }
    List<Message> page = new ArrayList<>();
    for (long sequence : room.changes.tailMap(query.after(), false).values()) {
      if (page.size() == query.limit()) {
        return new ChangesPage(page, page.get(page.size() - 1).change(), true);
      }
      page.add(Objects.requireNonNull(room.messages.get(sequence)));
    }
    return new ChangesPage(page, room.lastChange, false);
  }

  @Override
  public synchronized List<EarlierBody> earlier(RoomId id, long sequence) {
    Room room = rooms.get(id);
    return room == null ? List.of() : room.earlier.getOrDefault(sequence, List.of());
  }

  @Override
  public synchronized SearchPage search(SearchQuery query) {
    Room room = rooms.get(query.room());
    List<Message> found = new ArrayList<>();
    if (room != null) {
      for (Message message :
          room.messages.headMap(query.before(), false).descendingMap().values()) {
        if (query.words().areIn(message)) {
          if (found.size() == query.limit()) {
            return new SearchPage(found, found.get(found.size() - 1).sequence(), true);
          }
          found.add(message);
        }
      }
    }
    return new SearchPage(found, 0, false);
  }

  @Override
  public synchronized HistoryPage history(HistoryQuery query) {
    Room room = rooms.get(query.room());
    if (room == null) {
      return new HistoryPage(List.of(), false);
    }
    Iterator<Message> messages =
        (query.ascends() ? room.messages : room.messages.descendingMap()).values().iterator();
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
  public synchronized long trim(RoomId id, long below, int limit) {
    Room room = rooms.get(id);
    long removed = 0;
    while (room != null
        && removed < limit
        && room.messages.size() > 1
        && room.messages.firstKey() < below) {
      dropOldest(room);
      removed++;
    }
    return removed;
  }

  @Override
  public synchronized List<Message> bringing(Collection<FileId> files) {
    return rooms.values().stream()
        .flatMap(room -> room.messages.values().stream())
        .filter(message -> !Collections.disjoint(message.references().files(), files))
        .toList();
  }

  @Override
  public synchronized ScanPage scan(String from, int limit) {
    TreeMap<String, Message> all = new TreeMap<>();
    rooms.forEach(
        (id, room) ->
            room.messages.forEach((sequence, message) -> all.put(place(id, sequence), message)));
    List<Message> page = all.tailMap(from, false).values().stream().limit(limit).toList();
    Message last = page.size() < limit ? null : page.get(page.size() - 1);
    return new ScanPage(page, last == null ? "" : place(last.room(), last.sequence()));
  }

  private static String place(RoomId room, long sequence) {
    return String.format(Locale.ROOT, "%s|%s|%012d", room.namespace(), room.name(), sequence);
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
