package dev.natter.chat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Files in this process's memory: the newest, within a budget.
 *
 * <p>Thread: any – guarded by its monitor.
 */
public final class MemoryFileStore implements FileStore {

  /** The most bytes of all files together. */
  static final long MAX_BYTES = 128L << 20;

  private final Map<FileId, Entry> files = new LinkedHashMap<>();
  private long bytes;

  private static final class Entry {
    private final StoredFile file;
    private final byte[] content;
    private String claimant = "";
    private Instant touched;
    private long sequence;

    private Entry(StoredFile file, byte[] content) {
      this.file = file;
      this.content = content;
      this.touched = file.at();
    }
  }

  @Override
  public synchronized void keep(StoredFile file, byte[] content) {
    files.put(file.id(), new Entry(file, content));
    bytes += content.length;
    while (bytes > MAX_BYTES) {
      remove(files.keySet().iterator().next());
    }
  }

  @Override
  public synchronized Optional<StoredFile> find(FileId id) {
    return Optional.ofNullable(files.get(id)).map(entry -> entry.file);
  }

  @Override
  public synchronized Optional<byte[]> part(FileId id, int number) {
    return Optional.ofNullable(files.get(id))
        .map(
            entry ->
                Arrays.copyOfRange(
                    entry.content,
                    number * PART_BYTES,
                    Math.min(entry.content.length, (number + 1) * PART_BYTES)));
  }

  @Override
  public synchronized boolean claim(FileId id, String claimant, Instant now) {
    Entry entry = files.get(id);
    if (entry == null || !(entry.claimant.isEmpty() || entry.claimant.equals(claimant))) {
      return false;
    }
    entry.claimant = claimant;
    entry.touched = now;
    return true;
  }

  @Override
  public synchronized void attach(List<FileId> ids, RoomId room, long sequence) {
    for (FileId id : ids) {
      Entry entry = files.get(id);
      if (entry != null) {
        entry.sequence = sequence;
      }
    }
  }

  @Override
  public synchronized void removeOf(RoomId room, long sequence) {
    removeWhere(entry -> entry.sequence == sequence && entry.file.room().equals(room));
  }

  @Override
  public synchronized void removeBelow(RoomId room, long sequence) {
    removeWhere(
        entry -> entry.sequence > 0 && entry.sequence < sequence && entry.file.room().equals(room));
  }

  @Override
  public synchronized List<StoredFile> untouched(String after, Instant since, int limit) {
    return files.values().stream()
        .filter(entry -> entry.touched.isBefore(since))
        .map(entry -> entry.file)
        .filter(file -> file.id().value().compareTo(after) > 0)
        .sorted(Comparator.comparing(file -> file.id().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean removeUntouched(FileId id, Instant since) {
    Entry entry = files.get(id);
    boolean goes = entry != null && entry.touched.isBefore(since);
    if (goes) {
      remove(id);
    }
    return goes;
  }

  @Override
  public void removeRemains(Instant now) {}

  private void removeWhere(Predicate<Entry> which) {
    List<Entry> found = files.values().stream().filter(which).toList();
    found.forEach(entry -> remove(entry.file.id()));
  }

  private void remove(FileId id) {
    Entry entry = files.remove(id);
    if (entry != null) {
      bytes -= entry.content.length;
    }
  }
}
