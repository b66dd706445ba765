package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {

  private static final RoomId LOBBY = RoomId.lobby("/");
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

  private final Ticking clock = new Ticking();
  private final MemoryMessageStore store = new MemoryMessageStore(clock);
  private final HistoryReader reader = new HistoryReader(store, 100_000);

  /** A minute later each time one looks. */
  private static final class Ticking extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      now = now.plusSeconds(60);
      return now;
    }
  }

  @Test
  void aTimeBeginsAtTheFirstMessageNotBeforeIt() throws Exception {
    post(37);

    for (int i = 1; i <= 37; i++) {
      Instant exact = START.plusSeconds(60L * i);
      assertThat(since(exact, 1)).containsExactly((long) i);
      assertThat(since(exact.minusSeconds(59), 1)).containsExactly((long) i);
    }
    assertThat(since(START, 200)).hasSize(37);
    assertThat(since(START.plusSeconds(60 * 37 + 1), 10)).isEmpty();
  }

  @Test
  void aTimeIsFoundThoughTheBeginningIsGone() throws Exception {
    post(MemoryMessageStore.MAX_ROOM_MESSAGES + 500);

    assertThat(since(START, 1)).containsExactly(501L);
    assertThat(since(START.plusSeconds(60L * 700), 1)).containsExactly(700L);
  }

  @Test
  void anEmptyRoomHasNothingSinceAnyTime() throws Exception {
    assertThat(since(START, 10)).isEmpty();
  }

  @Test
  void aMessageStandsBetweenThoseAroundIt() throws Exception {
    post(20);

    assertThat(around(10, 5)).containsExactly(8L, 9L, 10L, 11L, 12L);
    assertThat(around(1, 5)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(around(20, 5)).containsExactly(18L, 19L, 20L);
    assertThat(around(10, 1)).containsExactly(10L);
    assertThat(around(99, 3)).containsExactly(19L, 20L);
  }

  @Test
  void aroundAMessageSaysWhetherThereIsMoreOnEitherSide() throws Exception {
    post(5);

    assertThat(reader.page(LOBBY, new HistoryPlace.Around(3), 10).more()).isFalse();
    assertThat(reader.page(LOBBY, new HistoryPlace.Around(3), 3).more()).isTrue();
  }

  private void post(int count) {
    for (int i = 0; i < count; i++) {
      store.append(
          List.of(
              new Draft(
                  LOBBY,
                  new Sender(new UserId("u"), "Ann"),
                  new MessageBody("1"),
                  IdempotencyKey.NONE,
                  SessionId.NONE)));
    }
  }

  private List<Long> since(Instant time, int limit) throws StoreException {
    return sequences(reader.page(LOBBY, new HistoryPlace.Since(time), limit));
  }

  private List<Long> around(long sequence, int limit) throws StoreException {
    return sequences(reader.page(LOBBY, new HistoryPlace.Around(sequence), limit));
  }

  private static List<Long> sequences(HistoryPage page) {
    return page.messages().stream().map(Message::sequence).toList();
  }
}
