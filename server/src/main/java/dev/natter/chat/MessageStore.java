package dev.natter.chat;

import java.util.Collection;
import java.util.List;

/**
 * Where messages live. Guarantees of every implementation, checked by {@code MessageStoreContract}:
 *
 * <ul>
 *   <li>A room's sequence is 1, 2, 3… without gaps, across restarts and between several stores on
 *       one database.
 *   <li>An accepted draft is found again by {@link #history}, for as long as the implementation
 *       says that it keeps messages.
 *   <li>Of drafts with one key in one room at most one is stored; the others get its result.
 *   <li>A draft that was refused as {@link RejectCode#NOT_STORED} may still turn out to be stored;
 *       then it appears in a later {@link Appended#posted}, never out of order.
 *   <li>A room's modifications are counted 1, 2, 3… as well, and a message keeps the number of its
 *       newest. So whoever knows a room up to a sequence and a change has all of it with the
 *       messages after that sequence and those modified after that change.
 * </ul>
 */
public interface MessageStore extends AutoCloseable {

  /**
   * Stores drafts in their order and waits until they are as durable as the store promises. A fault
   * of the store is a {@link Rejected} of the drafts it hit, never an exception. All drafts of one
   * room come from one lane; different lanes call at the same time.
   *
   * <p>Thread: lane; blocks, for at most the store's own time limit.
   */
  Appended append(List<Draft> drafts);

  /**
   * The sequence of the room's newest message, 0 for a room without one. Read from memory for a
   * room that was used lately.
   *
   * <p>Thread: lane.
   */
  long lastSequence(RoomId room) throws StoreException;

  /**
   * Modifies messages, in order, and waits until that is as durable as the store promises. A fault
   * of the store is a refusal of the amendments it hit, never an exception; such a modification may
   * still turn out to be stored, and is then part of a later {@link Amended#changed}.
   *
   * <p>Thread: lane; blocks, for at most the store's own time limit.
   */
  Amended amend(List<Amendment> amendments);

  /**
   * The number of the room's newest modification, 0 for a room without one. Read from memory for a
   * room that was used lately.
   *
   * <p>Thread: lane.
   */
  long lastChange(RoomId room) throws StoreException;

  /**
   * Reads what was modified in a room.
   *
   * <p>Thread: read; blocks, for at most the store's own time limit.
   */
  ChangesPage changes(ChangesQuery query) throws StoreException;

  /**
   * What a message said before it was edited, the eldest first; nothing for an unknown message.
   *
   * <p>Thread: read; blocks, for at most the store's own time limit.
   */
  List<EarlierBody> earlier(RoomId room, long sequence) throws StoreException;

  /**
   * Finds a room's newest messages that have all of some words, as {@link Words#areIn} has it.
   * Looks at a bounded number of messages, and then says where to go on.
   *
   * <p>Thread: read; blocks, for at most the store's own time limit.
   */
  SearchPage search(SearchQuery query) throws StoreException;

  /**
   * Reads part of a room's history; an unknown room has an empty one.
   *
   * <p>Thread: read; blocks, for at most the store's own time limit.
   */
  HistoryPage history(HistoryQuery query) throws StoreException;

  /**
   * Forgets a room's eldest messages below a sequence, but never its newest message. Whoever calls
   * sees to it that the newest change is held by a message that stays.
   *
   * <p>Thread: lane; blocks, for at most the store's own time limit.
   *
   * @param limit the most messages that go
   * @return how many went; as many as the limit if there may be more
   */
  long trim(RoomId room, long below, int limit) throws StoreException;

  /**
   * The messages that bring any of some files.
   *
   * <p>Thread: any that may block, for at most the store's own time limit.
   */
  List<Message> bringing(Collection<FileId> files) throws StoreException;

  /**
   * Reads all messages of all rooms, page by page.
   *
   * <p>Thread: any that may block, for at most the store's own time limit.
   *
   * @param from {@link ScanPage#next} of the page before; empty to begin
   */
  ScanPage scan(String from, int limit) throws StoreException;

  /**
   * Whether the store takes drafts now. False while it is known to be away, so that a send can be
   * refused without waiting.
   *
   * <p>Thread: any.
   */
  boolean accepting();

  /** Releases everything. Idempotent. */
  @Override
  void close();
}
