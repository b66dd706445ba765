package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.DefaultEventLoop;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BurstTest {

  private static final int DEFLATED_TEXT = 0xC1;
  private static final int THRESHOLD = 1_024;

  private final DefaultEventLoop executor = new DefaultEventLoop();
  private final EngineLoop loop = new EngineLoop(executor, 0, 1_000);
  private final Room room = new Room(1);

  @AfterEach
  void stop() {
    executor.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private RoomBroadcast broadcast(Room target, String text) {
    EventFrame frame = EventFrame.of("/", "said", '"' + text + '"');
    return new RoomBroadcast(loop, target, frame, null);
  }

  private static byte[] bytes(RoomBroadcast broadcast) {
    return ByteBufUtil.getBytes(broadcast.frame().frames(false, false)[0].webSocket());
  }

  @Test
  void itIsTheFramesBehindOneAnother() {
    RoomBroadcast first = broadcast(room, "one");
    RoomBroadcast second = broadcast(room, "two" + "x".repeat(500));
    Burst burst = new Burst(first);
    assertThat(burst.takes(second)).isTrue();

    ByteBuf made = burst.webSocket(false, false, false, THRESHOLD);
    byte[] all = ByteBufUtil.getBytes(made);
    assertThat(all).startsWith(bytes(first)).endsWith(bytes(second));
    assertThat(all).hasSize(bytes(first).length + bytes(second).length);
    assertThat(burst.webSocket(false, false, false, THRESHOLD)).isSameAs(made);

    burst.run();
    assertThat(made.refCnt()).isZero();
  }

  @Test
  void onlyWhatIsLongIsDeflated() {
    RoomBroadcast shorter = broadcast(room, "one");
    Burst burst = new Burst(shorter);
    burst.takes(broadcast(room, "y".repeat(2_000)));

    byte[] all = ByteBufUtil.getBytes(burst.webSocket(false, false, true, THRESHOLD));
    assertThat(all).startsWith(bytes(shorter)).hasSizeLessThan(500);
    assertThat(all[bytes(shorter).length] & 0xFF).isEqualTo(DEFLATED_TEXT);
    burst.run();
  }

  @Test
  void itTakesWhatIsForTheSameRoomAndNotTooLong() {
    RoomBroadcast first = broadcast(room, "one");
    RoomBroadcast elsewhere = broadcast(new Room(1), "two");
    RoomBroadcast tooLong = broadcast(room, "z".repeat(65_536));
    Burst burst = new Burst(first);

    assertThat(burst.takes(elsewhere)).isFalse();
    assertThat(burst.takes(tooLong)).isFalse();
    assertThat(burst.takes(() -> {})).isFalse();
    assertThat(Burst.NONE.takes(first)).isFalse();
    burst.run();
    elsewhere.run();
    tooLong.run();
  }
}
