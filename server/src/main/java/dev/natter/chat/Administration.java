package dev.natter.chat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What those who administer the server ask for beyond accounts. It works on a thread of its own,
 * with a bounded number of requests waiting.
 *
 * <p>Thread: any; nothing here blocks.
 */
public final class Administration implements AutoCloseable {

  private static final int THREADS = 1;
  private static final int MAX_WAITING = 16;
  private static final Rejected NOT_YOURS =
      new Rejected(RejectCode.FORBIDDEN, "Only who administers the server may do this.");

  private final Audit audit;
  private final WorkPool pool;

  public Administration(Audit audit, Consumer<Throwable> faults) {
    this.audit = audit;
    this.pool = new WorkPool("natter-admin", THREADS, MAX_WAITING, faults);
  }

  /** Part of the audit log, the newest first, after the page whose cursor is given. */
  public CompletableFuture<Answer<Listing<AuditEntry>>> audit(
      Caller caller, String cursor, int limit) {
    return caller.isAdmin()
        ? pool.run(() -> new Answer.Given<>(audit.page(cursor, limit)))
        : CompletableFuture.completedFuture(new Answer.Refused<>(NOT_YOURS));
  }

  @Override
  public void close() {
    pool.close();
  }
}
