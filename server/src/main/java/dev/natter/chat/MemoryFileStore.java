package dev.natter.chat;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private long sequence;

    private Entry(StoredFile file, byte[] content) {
      this.file = file;
      this.content = content;
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
  public synchronized boolean claim(FileId id, String claimant) {
    Entry entry = files.get(id);
    if (entry == null || !(entry.claimant.isEmpty() || entry.claimant.equals(claimant))) {
      return false;
    }
    entry.claimant = claimant;
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
    List<Entry> of =
        files.values().stream()
            .filter(entry -> entry.sequence == sequence && entry.file.room().equals(room))
            .toList();
    of.forEach(entry -> remove(entry.file.id()));
  }

  @Override
  public synchronized void removeUnclaimed(Instant before) {
    List<Entry> old =
        files.values().stream()
            .filter(entry -> entry.claimant.isEmpty() && entry.file.at().isBefore(before))
            .toList();
    old.forEach(entry -> remove(entry.file.id()));
  }

  private void remove(FileId id) {
    Entry entry = files.remove(id);
    if (entry != null) {
      bytes -= entry.content.length;
    }
  }
}
