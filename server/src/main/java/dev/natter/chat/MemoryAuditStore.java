package dev.natter.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The newest audit entries in memory; a restart forgets them.
 *
 * <p>Thread: any – guarded by itself.
 */
public final class MemoryAuditStore implements AuditStore {

  private static final int MAX_ENTRIES = 10_000;

  private final NavigableMap<Long, AuditEntry> byNumber = new TreeMap<>();
  private long last;

  @Override
  public synchronized void append(List<AuditEntry> entries) {
    for (AuditEntry entry : entries) {
      byNumber.put(++last, entry);
      if (byNumber.size() > MAX_ENTRIES) {
        byNumber.pollFirstEntry();
      }
    }
  }

  @Override
  public synchronized Listing<AuditEntry> page(String cursor, int limit) {
    long before = cursor.matches("\\d{1,18}") ? Long.parseLong(cursor) : Long.MAX_VALUE;
    List<AuditEntry> page = new ArrayList<>();
    String next = "";
    for (var entry : byNumber.headMap(before, false).descendingMap().entrySet()) {
      if (page.size() == limit) {
        break;
      }
      page.add(entry.getValue());
      next = entry.getKey().toString();
    }
    return new Listing<>(page, page.size() < limit ? "" : next);
  }
}
