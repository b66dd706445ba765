package dev.natter.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store in memory that can be told to be away, to fail, or to wait. */
public final class ScriptedStore implements MessageStore {

  /** Append waits for a permit of it. */
  public final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);

  public final AtomicBoolean accepting = new AtomicBoolean(true);
  public final AtomicBoolean readable = new AtomicBoolean(true);
  public final AtomicBoolean faulty = new AtomicBoolean();
  public final List<Integer> batches = new ArrayList<>();
  private final Map<RoomId, List<Message>> rooms = new HashMap<>();
  private long changes;

  @Override
  public Appended append(List<Draft> drafts) {
    gate.acquireUninterruptibly();
    if (faulty.get()) {
      throw new IllegalStateException("a fault of the store");
    }
    List<SendResult> results = new ArrayList<>();
    List<MessagePosted> posted = new ArrayList<>();
    synchronized (this) {
      batches.add(drafts.size());
      for (Draft draft : drafts) {
        List<Message> messages = rooms.computeIfAbsent(draft.room(), room -> new ArrayList<>());
        Message message =
            new Message(
                draft.room(),
                messages.size() + 1,
                draft.sender(),
                Instant.ofEpochMilli(0),
                draft.body(),
                draft.key());
        messages.add(message);
        results.add(new SendResult.Accepted(message, false));
        posted.add(new MessagePosted(message, draft.origin()));
      }
    }
    return new Appended(results, posted);
  }

  @Override
  public synchronized long lastSequence(RoomId room) throws StoreException {
    requireReadable();
    return rooms.getOrDefault(room, List.of()).size();
  }

  @Override
  public List<Message> bringing(Collection<FileId> files) {
    return List.of();
  }

  @Override
  public synchronized HistoryPage history(HistoryQuery query) throws StoreException {
    requireReadable();
    List<Message> found =
        rooms.getOrDefault(query.room(), List.of()).stream()
            .filter(m -> m.sequence() > query.after() && m.sequence() < query.before())
            .toList();
    int limit = Math.min(query.limit(), found.size());
    List<Message> page =
        query.ascends()
            ? found.subList(0, limit)
            : found.subList(found.size() - limit, found.size());
    return new HistoryPage(page, found.size() > limit);
  }

  @Override
  public synchronized Amended amend(List<Amendment> amendments) {
    if (faulty.get()) {
      throw new IllegalStateException("a fault of the store");
    }
    List<Answer<Message>> results = new ArrayList<>();
    List<MessageChanged> changed = new ArrayList<>();
    for (Amendment amendment : amendments) {
      List<Message> messages = rooms.getOrDefault(amendment.room(), List.of());
      Message current = messages.get((int) amendment.sequence() - 1);
      Answer<Message> answer = amendment.rule().apply(current, Instant.ofEpochMilli(0));
      if (answer instanceof Answer.Given<Message> given && !given.value().equals(current)) {
        changes++;
        Message next = given.value().numbered(changes);
        messages.set((int) amendment.sequence() - 1, next);
        changed.add(new MessageChanged(next, amendment.origin()));
        answer = new Answer.Given<>(next);
      }
      results.add(answer);
    }
    return new Amended(results, changed);
  }

  @Override
  public synchronized long lastChange(RoomId room) {
    return changes;
  }

  @Override
  public synchronized ChangesPage changes(ChangesQuery query) throws StoreException {
    requireReadable();
    return new ChangesPage(List.of(), changes, false);
  }

  @Override
  public List<EarlierBody> earlier(RoomId room, long sequence) throws StoreException {
    requireReadable();
    return List.of();
  }

  @Override
  public SearchPage search(SearchQuery query) throws StoreException {
    requireReadable();
    return new SearchPage(List.of(), 0, false);
  }

  @Override
  public long trim(RoomId room, long below, int limit) {
    return 0;
  }

  @Override
  public ScanPage scan(String from, int limit) {
    return new ScanPage(List.of(), "");
  }

  @Override
  public boolean accepting() {
    return accepting.get();
  }

  @Override
  public void close() {}

  private void requireReadable() throws StoreException {
    if (!readable.get()) {
      throw new StoreException("away", new IllegalStateException());
    }
  }
}
