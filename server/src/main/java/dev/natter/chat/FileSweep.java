package dev.natter.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes the files that no message brings: those that were uploaded and never named, and those
 * whose message went without them, because the store or the process failed in between. Whether a
 * message brings a file is asked of the messages, never of what a file says of itself.
 *
 * <p>Thread: one that may block, one at a time.
 */
public final class FileSweep {

  /** The most files that are looked at in one run; the next one goes on behind them. */
  static final int MOST = 5_000;

  private static final int PAGE = 500;

  private final FileStore files;
  private final MessageStore messages;
  private final Duration unclaimed;
  private final Clock clock;
  private final int most;
  private String after = "";

  /**
   * A sweep of all files.
   *
   * @param unclaimed how long a file may wait for the message that it is meant for
   */
  public FileSweep(FileStore files, MessageStore messages, Duration unclaimed, Clock clock) {
    this(files, messages, unclaimed, clock, MOST);
  }

  FileSweep(FileStore files, MessageStore messages, Duration unclaimed, Clock clock, int most) {
    this.files = files;
    this.messages = messages;
    this.unclaimed = unclaimed;
    this.clock = clock;
    this.most = most;
  }

  /**
   * Looks at some files.
   *
   * @return how many went
   */
  long run() throws StoreException {
    files.removeRemains(clock.instant());
    Instant since = clock.instant().minus(unclaimed);
    int limit = Math.min(PAGE, most);
    long removed = 0;
    for (int looked = 0; looked < most; looked += limit) {
      List<StoredFile> page = files.untouched(after, since, limit);
      removed += sweep(page, since);
      if (page.size() < limit) {
        after = "";
        return removed;
      }
      after = page.get(page.size() - 1).id().value();
    }
    return removed;
  }

  private long sweep(List<StoredFile> page, Instant since) throws StoreException {
    if (page.isEmpty()) {
      return 0;
    }
    Set<FileId> brought = new HashSet<>();
    for (Message message : messages.bringing(page.stream().map(StoredFile::id).toList())) {
      brought.addAll(message.references().files());
    }
    long removed = 0;
    for (StoredFile file : page) {
      if (!brought.contains(file.id()) && files.removeUntouched(file.id(), since)) {
        removed++;
      }
    }
    return removed;
  }
}
