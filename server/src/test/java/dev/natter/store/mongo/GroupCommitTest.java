package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GroupCommitTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void closesAfterAReaderEndedDuringTheLastCommit() throws Exception {
    MVStore store = open();
    MVMap<String, String> map = store.openMap("map");
    GroupCommit commits = new GroupCommit(store, false);
    commits.start();
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch committing = new CountDownLatch(1);
    Thread reader = new Thread(() -> commits.read(() -> readUntil(reading, committing)));
    AtomicBoolean first = new AtomicBoolean(true);
    reader.start();
    reading.await();
    // Called within the commit, with the lock that the reader's end asks for.
    store.setOldestVersionTracker(
        version -> {
          if (first.getAndSet(false)) {
            committing.countDown();
            // It has ended when it waits for the commit that it may have seen.
            await().until(() -> reader.getState() == Thread.State.WAITING);
          }
        });
    commits.change(() -> map.put("key", "value"));
    reader.join();

    assertThatCode(commits::close).doesNotThrowAnyException();

    try (MVStore again = open()) {
      assertThat(again.<String, String>openMap("map")).containsEntry("key", "value");
    }
  }

  private static boolean readUntil(CountDownLatch reading, CountDownLatch committing) {
    reading.countDown();
    // A spin: the thread's state is to say where it waits after this.
    while (committing.getCount() > 0) {
      Thread.onSpinWait();
    }
    return true;
  }

  private MVStore open() {
    return new MVStore.Builder()
        .fileName(folder.resolve("store.db").toString())
        .autoCommitDisabled()
        .open();
  }
}
