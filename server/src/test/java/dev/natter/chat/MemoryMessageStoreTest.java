package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryMessageStoreTest extends MessageStoreContract {

  @Override
  protected MessageStore open() {
    return new MemoryMessageStore(CLOCK);
  }

  @Test
  void roomKeepsItsNewestMessages() throws Exception {
    int count = MemoryMessageStore.MAX_ROOM_MESSAGES + 5;
    store.append(IntStream.range(0, count).mapToObj(i -> text("m" + i)).toList());

    List<Message> kept = all(LOBBY);

    assertThat(kept).hasSize(MemoryMessageStore.MAX_ROOM_MESSAGES);
    assertThat(kept.get(0).sequence()).isEqualTo(6);
    assertThat(store.lastSequence(LOBBY)).isEqualTo(count);
  }

  @Test
  void roomUnusedLongestGivesUpItsOldestMessages() throws Exception {
    MessageStore small = new MemoryMessageStore(CLOCK, 20);
    RoomId other = new RoomId("/", "other");
    small.append(List.of(text("aaaaaa"), text("bbbbbb")));

    small.append(List.of(text(other, "cccccc")));

    assertThat(all(small, LOBBY)).extracting(Message::sequence).containsExactly(2L);
    assertThat(all(small, other)).hasSize(1);
    assertThat(small.lastSequence(LOBBY)).isEqualTo(2);
  }

  @Test
  void keyIsForgottenWithItsMessage() {
    MessageStore small = new MemoryMessageStore(CLOCK, 20);
    small.append(List.of(keyed("aaaaaa", "k"), text("bbbbbb"), text("cccccc")));

    Appended again = small.append(List.of(keyed("aaaaaa", "k")));

    assertThat(stored(again)).extracting(Message::sequence).containsExactly(4L);
  }

  @Test
  void roomBeyondTheLimitIsForgotten() throws Exception {
    store.append(List.of(text("first")));
    for (int i = 0; i < MemoryMessageStore.MAX_ROOMS; i++) {
      store.append(List.of(text(new RoomId("/", "room " + i), "x")));
    }

    assertThat(store.lastSequence(LOBBY)).isZero();
    assertThat(all(LOBBY)).isEmpty();
  }

  @Test
  void closedStoreRefuses() {
    store.close();

    assertThat(store.accepting()).isFalse();
    assertThat(store.append(List.of(text("late"))).results()).allMatch(Rejected.class::isInstance);
  }
}
