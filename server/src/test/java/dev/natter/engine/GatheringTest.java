package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private final DefaultEventLoop executor = new DefaultEventLoop();
  private final EngineLoop loop = new EngineLoop(executor, 0, 1_000);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    executor.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** What the loop has done of all that it was given. */
  private List<String> done() {
    executor.submit(() -> {}).syncUninterruptibly();
    return List.copyOf(done);
  }

  private void run(String name) {
    loop.run(() -> done.add(name));
  }

  @Test
  void theLoopGetsAllOfItAtTheEndAndInOrder() {
    Gathering.run(
        () -> {
          run("one");
          run("two");
          assertThat(done()).isEmpty();
        });
    run("three");
    assertThat(done()).containsExactly("one", "two", "three");
  }

  @Test
  void oneThatFailsHarmsNoOther() {
    Gathering.run(
        () -> {
          loop.run(
              () -> {
                throw new IllegalStateException("told to the log");
              });
          run("next");
        });
    assertThat(done()).containsExactly("next");
  }

  @Test
  void gatheringWithinGatheringEndsWithTheOuterOne() {
    Gathering.run(
        () -> {
          Gathering.run(() -> run("inner"));
          assertThat(done()).isEmpty();
        });
    assertThat(done()).containsExactly("inner");
  }

  @Test
  void whoDoesNotGatherIsServedAtOnce() {
    Gathering.run(() -> {});
    run("now");
    assertThat(done()).containsExactly("now");
  }

  @Test
  void aLoopThatHasStoppedIsNoHarm() {
    stop();
    Gathering.run(() -> run("never"));
    assertThat(done).isEmpty();
  }
}
