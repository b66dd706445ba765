package dev.natter.chat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where uploaded files live. Guarantees of every implementation, checked by {@code
 * FileStoreContract}: a file that was kept is found with all of its content, for as long as the
 * implementation says that it keeps anything; what is not yet whole, or about to go, is never
 * found.
 *
 * <p>Thread: any that may block; each call takes at most the store's own time limit for every part.
 */
public interface FileStore {

  /** How many bytes of content one part has; the last one has fewer. */
  int PART_BYTES = 256 * 1024;

  /** Keeps a file and waits until it is as durable as the store promises. */
  void keep(StoredFile file, byte[] content) throws StoreException;

  /** What is known of a file. */
  Optional<StoredFile> find(FileId id) throws StoreException;

  /**
   * A part of a file's content; empty if the file has gone in the meantime.
   *
   * @param number 0 for the first
   */
  Optional<byte[]> part(FileId id, int number) throws StoreException;

  /**
   * Keeps a file for a message that is about to be stored.
   *
   * @param claimant the same for the same message, however often it is sent
   * @return false if the file is gone, or if another message has it
   */
  boolean claim(FileId id, String claimant, Instant now) throws StoreException;

  /** Notes which message has the files. */
  void attach(List<FileId> ids, RoomId room, long sequence) throws StoreException;

  /** Removes the files of a message. */
  void removeOf(RoomId room, long sequence) throws StoreException;

  /** Removes the files of a room's messages below a sequence. */
  void removeBelow(RoomId room, long sequence) throws StoreException;

  /**
   * Files that were neither uploaded nor claimed since a time, in the order of their ids.
   *
   * @param after the id that the page before ended with; empty to begin
   */
  List<StoredFile> untouched(String after, Instant since, int limit) throws StoreException;

  /**
   * Removes a file, unless it was claimed since a time.
   *
   * @return whether it went
   */
  boolean removeUntouched(FileId id, Instant since) throws StoreException;

  /** Removes what is left of uploads and removals that were cut off. */
  void removeRemains(Instant now) throws StoreException;
}
