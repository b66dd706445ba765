package dev.natter.chat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What those who administer the server ask for beyond accounts. Reading and erasing have a thread
 * each, with a bounded number of requests waiting.
 *
 * <p>Thread: any; nothing here blocks.
 */
public final class Administration implements AutoCloseable {

  private static final int MAX_WAITING = 16;
  private static final Rejected NOT_YOURS =
      new Rejected(RejectCode.FORBIDDEN, "Only who administers the server may do this.");

  private final Audit audit;
  private final Eraser eraser;
  private final WorkPool readers;
  private final WorkPool erasers;

  public Administration(Audit audit, Eraser eraser, Consumer<Throwable> faults) {
    this.audit = audit;
    this.eraser = eraser;
    this.readers = new WorkPool("natter-audited", 1, MAX_WAITING, faults);
    this.erasers = new WorkPool("natter-eraser", 1, MAX_WAITING, faults);
  }

  /** Part of the audit log, the newest first, after the page whose cursor is given. */
  public CompletableFuture<Answer<Listing<AuditEntry>>> audit(
      Caller caller, String cursor, int limit) {
    return caller.isAdmin()
        ? readers.run(() -> new Answer.Given<>(audit.page(cursor, limit)))
        : CompletableFuture.completedFuture(new Answer.Refused<>(NOT_YOURS));
  }

  /**
   * Takes a user out of everything that is kept; the audit log tells when it began and when it was
   * done. It keeps the user's id, and nothing else of it.
   *
   * @return how many messages changed, when it is done, which may take minutes
   */
  public CompletableFuture<Answer<Long>> erase(Caller caller, UserId user, Erasure erasure) {
    if (!caller.isAdmin()) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(NOT_YOURS));
    }
    audit.done(caller, "user:erase", user.value());
    return erasers
        .run(() -> new Answer.Given<>(eraser.erase(user, erasure)))
        .thenApply(
            answer -> {
              Optional<Rejected> why = answer.fold(count -> Optional.empty(), Optional::of);
              why.ifPresentOrElse(
                  refusal ->
                      audit.refused(caller, "user:erased", user.value(), Optional.empty(), refusal),
                  () -> audit.done(caller, "user:erased", user.value()));
              return answer;
            });
  }

  @Override
  public void close() {
    readers.close();
    erasers.close();
  }
}
