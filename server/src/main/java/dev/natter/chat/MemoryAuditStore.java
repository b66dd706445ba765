package dev.natter.chat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The newest audit entries in memory; a restart forgets them.
 *
 * <p>Thread: any – guarded by itself.
 */
public final class MemoryAuditStore implements AuditStore {

  private static final int MAX_ENTRIES = 10_000;

  private final Deque<AuditEntry> newestFirst = new ArrayDeque<>();

  @Override
  public synchronized void append(List<AuditEntry> entries) {
    for (AuditEntry entry : entries) {
      newestFirst.addFirst(entry);
      if (newestFirst.size() > MAX_ENTRIES) {
        newestFirst.removeLast();
      }
    }
  }

  @Override
  public synchronized List<AuditEntry> before(Instant time, int limit) {
    return newestFirst.stream().filter(e -> e.at().isBefore(time)).limit(limit).toList();
  }
}
