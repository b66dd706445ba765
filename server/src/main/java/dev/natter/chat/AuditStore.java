package dev.natter.chat;

import java.time.Instant;
import java.util.List;

/** Where audit entries are kept; nothing is ever changed or removed there. */
public interface AuditStore {

  /** Keeps entries. Thread: one that may block. */
  void append(List<AuditEntry> entries) throws StoreException;

  /** The newest entries before a time, newest first. Thread: one that may block. */
  List<AuditEntry> before(Instant time, int limit) throws StoreException;
}
