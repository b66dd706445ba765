package dev.natter.chat;

import java.util.List;

/** Where audit entries are kept; nothing is ever changed or removed there. */
public interface AuditStore {

  /** Keeps entries. Thread: one that may block. */
  void append(List<AuditEntry> entries) throws StoreException;

  /**
   * The newest entries, newest first. Thread: one that may block.
   *
   * @param cursor that of the page before; empty, or none that a page gave, for the newest of all
   */
  Listing<AuditEntry> page(String cursor, int limit) throws StoreException;
}
