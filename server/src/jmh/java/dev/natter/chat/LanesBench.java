package dev.natter.chat;

import dev.natter.bench.Piece;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the one change of threads costs that a message makes on its way in. */
@State(Scope.Thread)
public class LanesBench extends Piece {

  private static final int MANY = 1_000;
  private static final RoomId ROOM = new RoomId("/", "lobby");

  private RoomLanes<CountDownLatch> lanes = lanes();

  private static RoomLanes<CountDownLatch> lanes() {
    return new RoomLanes<>(ChatLimits.defaults(), LanesBench::work);
  }

  private static void work(List<CountDownLatch> batch) {
    batch.forEach(CountDownLatch::countDown);
  }

  /** Starts the lanes. */
  @Setup(Level.Trial)
  public void start() {
    lanes.close(Duration.ofSeconds(1));
    lanes = lanes();
  }

  /** Ends the lanes. */
  @TearDown(Level.Trial)
  public void stop() {
    lanes.close(Duration.ofSeconds(1));
  }

  /** One item to a lane that sleeps, and the news back that it was there. */
  @Benchmark
  public void one() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    lanes.offer(ROOM, done, 1);
    done.await();
  }

  /** Many items to one lane, one behind the other. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void many() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(MANY);
    for (int i = 0; i < MANY; i++) {
      while (!lanes.offer(ROOM, done, 1)) {
        Thread.onSpinWait();
      }
    }
    done.await();
  }
}
