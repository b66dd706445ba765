package dev.natter.store.mongo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes to an {@link MVStore} durable in groups: whoever changes something waits until a
 * commit (and, with fsync, a sync of the disk) that holds the change is done; all who came while
 * one commit ran share the next.
 *
 * <ul>
 *   <li>A change runs under the shared lock and a commit under the exclusive one, so a commit holds
 *       a change whole or not at all. MVStore's own background commits are off for that reason.
 *   <li>A reader waits as well, for the changes that it may have seen: an answer never rests on
 *       something that a crash could take back.
 *   <li>A reader registers the version that it reads; without that, compaction frees pages under a
 *       running scan.
 *   <li>A failed commit is final: what is on the disk is no longer known, so every later change and
 *       read is refused until the process starts again.
 * </ul>
 *
 * <p>Thread: any – guarded by lock; the committer is a thread of its own.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /** With fsync, how long a chunk that is no longer needed is kept from being overwritten. */
  private static final int SYNCED_RETENTION_MILLIS = 5_000;

  /**
   * How many commits a chunk that died stays untouched. That it died is written down one commit
   * later than MVStore would overwrite it, and until then recovery takes it for damage and goes
   * back to an older commit.
   */
  private static final int KEPT_VERSIONS = 8;

  private static final int COMPACTION_FILL_PERCENT = 60;

  /** What one turn of compaction rewrites at most: nothing is committed meanwhile. */
  private static final int COMPACTION_BYTES = 256 << 10;

  /** How often it is looked whether there is something to compact. */
  private static final long COMPACTION_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How much longer than a turn of compaction the time to the next one is. */
  private static final int COMPACTION_REST = 4;

  private static final String CLEAN_MARK = "clean";
  private static final long CLOSE_WAIT_MILLIS = 5_000;

  private final MVStore store;
  private final boolean fsync;
  private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock(true);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition committed = lock.newCondition();
  private final Thread committer;

  private long appliedTicket;
  private long committedTicket;
  private boolean held;
  private boolean stopping;
  private @Nullable Throwable failure;

  /** Touched by the committer alone. */
  private boolean compactable = true;

  private long nextCompaction = System.nanoTime();

  GroupCommit(MVStore store, boolean fsync) {
    this.store = store;
    this.fsync = fsync;
    store.setRetentionTime(fsync ? SYNCED_RETENTION_MILLIS : 0);
    committer = new Thread(this::run, "natter-commit");
    committer.setDaemon(true);
  }

  /** Makes the file ready to be overwritten, and begins to commit. */
  void start() {
    clearCleanMark();
    committer.start();
  }

  /**
   * Takes the mark of a clean shutdown out of the file's header before any of its space is used
   * again.
   *
   * <p>MVStore would take it away with the first commit, after the chunk. A crash between the two
   * leaves a mark that is no longer true: recovery finds the overwritten chunk missing among the
   * newest twenty and then knows only those that it had looked at until then, the oldest, so that
   * it goes back to one of these. Hence a first commit that frees nothing.
   */
  private void clearCleanMark() {
    store.setVersionsToKeep(Integer.MAX_VALUE);
    // The smallest change there is: a commit without one would write nothing.
    store.setStoreVersion(store.getStoreVersion());
    commitWithHeader();
    sync();
    store.setVersionsToKeep(KEPT_VERSIONS);
  }

  /** Runs a change and returns when it is durable. */
  <T> T change(Supplier<T> change) {
    requireHealthy();
    long ticket;
    T result;
    changes.readLock().lock();
    try {
      result = change.get();
    } finally {
      ticket = applied();
      changes.readLock().unlock();
    }
    awaitCommit(ticket);
    return result;
  }

  /** Runs a read and returns when what it may have seen is durable. */
  <T> T read(Supplier<T> read) {
    requireHealthy();
    T result;
    MVStore.TxCounter version = store.registerVersionUsage();
    try {
      result = read.get();
    } finally {
      store.deregisterVersionUsage(version);
    }
    awaitCommit(lastApplied());
    return result;
  }

  /** Lets nobody wait, and commits nothing, until {@link #release}: for the start. */
  void hold() {
    lock.lock();
    try {
      held = true;
    } finally {
      lock.unlock();
    }
  }

  /** Commits what was changed since {@link #hold}, and waits for that. */
  void release() {
    lock.lock();
    try {
      held = false;
      changed.signal();
    } finally {
      lock.unlock();
    }
    awaitCommit(lastApplied());
  }

  /** Throws when an earlier commit failed. */
  void requireHealthy() {
    lock.lock();
    try {
      if (failure != null) {
        throw new IllegalStateException("the embedded store has stopped", failure);
      }
    } finally {
      lock.unlock();
    }
  }

  private long applied() {
    lock.lock();
    try {
      changed.signal();
      return ++appliedTicket;
    } finally {
      lock.unlock();
    }
  }

  private long lastApplied() {
    lock.lock();
    try {
      return appliedTicket;
    } finally {
      lock.unlock();
    }
  }

  private void awaitCommit(long ticket) {
    lock.lock();
    try {
      while (committedTicket < ticket && !held) {
        if (failure != null) {
          throw new IllegalStateException("the embedded store could not commit", failure);
        }
        committed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWork()) {
        commit();
        if (System.nanoTime() - nextCompaction >= 0) {
          compact();
        }
      }
    } catch (RuntimeException | Error e) {
      log.error("The embedded store failed to write and takes nothing more until a restart", e);
      fail(e);
    }
  }

  /** Waits for a change or for the time to compact; false when stopping and all is committed. */
  private boolean awaitWork() {
    lock.lock();
    try {
      while (held || appliedTicket == committedTicket) {
        if (stopping) {
          return appliedTicket != committedTicket;
        }
        if (held || !compactable) {
          changed.awaitUninterruptibly();
        } else if (changed.awaitNanos(nextCompaction - System.nanoTime()) <= 0) {
          return true;
        }
      }
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException("the committer was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void commit() {
    long ticket;
    changes.writeLock().lock();
    try {
      ticket = lastApplied();
      if (ticket == committedTicket) {
        return;
      }
      commitWithHeader();
    } finally {
      changes.writeLock().unlock();
    }
    sync();
    compactable = true;
    lock.lock();
    try {
      committedTicket = ticket;
      committed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Rewrites the emptiest chunks, as many as take little time; the next commit writes them with
   * what was changed meanwhile.
   */
  private void compact() {
    long start = System.nanoTime();
    changes.writeLock().lock();
    try {
      compactable = store.compact(COMPACTION_FILL_PERCENT, COMPACTION_BYTES);
    } finally {
      changes.writeLock().unlock();
    }
    long now = System.nanoTime();
    long taken = now - start;
    if (!compactable) {
      nextCompaction = now + COMPACTION_INTERVAL_NANOS;
      return;
    }
    applied();
    nextCompaction = now + taken * COMPACTION_REST;
  }

  /**
   * Commits, and has the file's header written after the chunk.
   *
   * <p>MVStore leaves the header pointing to an older chunk, from which recovery follows a chain to
   * the newest. But it overwrites chunks of that chain when they hold nothing live, and writes the
   * header only after that: a crash between the two loses the commits that only the chain led to.
   * The mark of a clean shutdown, which it takes away with the next chunk, makes it write the
   * header every time; so it always points to the last chunk, which is never overwritten.
   */
  private void commitWithHeader() {
    store.getStoreHeader().put(CLEAN_MARK, 1);
    store.commit();
    requireOpen();
  }

  /** A store that closed itself after a fault no longer writes, and its commit does not say so. */
  private void requireOpen() {
    if (store.isClosed()) {
      throw new IllegalStateException("the data file is closed", store.getPanicException());
    }
  }

  private void sync() {
    if (fsync) {
      store.sync();
    }
  }

  private void fail(Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      committed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Commits what waits and closes the file. */
  @Override
  public void close() {
    lock.lock();
    try {
      stopping = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      committer.join(CLOSE_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (committer.isAlive() || hasFailed()) {
      store.closeImmediately();
    } else {
      forgetReaders();
      store.close();
    }
  }

  /**
   * Lets MVStore see that nobody reads an old version any more: it overlooks the end of a reader
   * that comes while a commit has its lock, until the next commit. Closing takes that for a fault.
   */
  private void forgetReaders() {
    store.deregisterVersionUsage(store.registerVersionUsage());
  }

  /** Whether a commit failed, so that nothing is answered any more. */
  boolean hasFailed() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }
}
