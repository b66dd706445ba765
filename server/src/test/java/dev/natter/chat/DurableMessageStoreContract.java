package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link MessageStore} promises beyond its own life and beside others on its data. */
public abstract class DurableMessageStoreContract extends MessageStoreContract {

  /** Opens one more store on the same data, beside the one under test. */
  protected abstract MessageStore openAnother() throws Exception;

  /** Closes everything down to the data and opens it again. */
  protected abstract MessageStore reopen() throws Exception;

  @Test
  void sequenceGoesOnAfterARestart() throws Exception {
    store.append(List.of(text("before"), text("before too")));

    store = reopen();

    assertThat(store.lastSequence(LOBBY)).isEqualTo(2);
    assertThat(stored(store.append(List.of(text("after")))).get(0).sequence()).isEqualTo(3);
    assertThat(bodies(LOBBY)).containsExactly("\"before\"", "\"before too\"", "\"after\"");
  }

  @Test
  void keyIsKnownAfterARestart() throws Exception {
    Message first = stored(store.append(List.of(keyed("x", "k")))).get(0);

    store = reopen();
    Appended again = store.append(List.of(keyed("x", "k")));

    assertThat(again.results()).containsExactly(new SendResult.Accepted(first, true));
    assertThat(again.posted()).isEmpty();
  }

  @Test
  void changesGoOnAfterARestart() throws Exception {
    store.append(List.of(text("a"), text("b")));
    store.amend(List.of(edit(1, "x"), edit(2, "y")));

    store = reopen();

    assertThat(store.lastChange(LOBBY)).isEqualTo(2);
    assertThat(store.amend(List.of(edit(1, "z"))).changed())
        .extracting(changed -> changed.message().change())
        .containsExactly(3L);
  }

  @Test
  void storeTellsItsRoomWhatAnotherModified() throws Exception {
    store.append(List.of(text("a"), text("b")));
    store.amend(List.of(edit(1, "x")));
    try (MessageStore other = openAnother()) {
      other.amend(List.of(edit(1, "y"), edit(1, "z")));

      Amended amended = store.amend(List.of(edit(2, "own")));

      assertThat(amended.changed())
          .extracting(changed -> changed.message().change())
          .as("the other's newest, then its own")
          .containsExactly(3L, 4L);
      assertThat(bodies(LOBBY)).containsExactly("\"z\"", "\"own\"");
    }
  }

  @Test
  void storeSeesWhatAnotherStored() throws Exception {
    try (MessageStore other = openAnother()) {
      store.append(List.of(text("1")));
      other.append(List.of(text("2"), text("3")));

      Appended appended = store.append(List.of(text("4"), text("5")));

      assertThat(stored(appended)).extracting(Message::sequence).containsExactly(4L, 5L);
      assertThat(appended.posted()).as("only its own").hasSize(2);
      assertThat(bodies(LOBBY)).containsExactly("\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\"");
    }
  }

  @Test
  void keyStoredByAnotherGivesItsResult() throws Exception {
    try (MessageStore other = openAnother()) {
      store.append(List.of(text("warm")));
      Message first = stored(other.append(List.of(keyed("x", "k")))).get(0);

      Appended again = store.append(List.of(keyed("x", "k")));

      assertThat(again.results()).containsExactly(new SendResult.Accepted(first, true));
    }
  }

  @Test
  void twoStoresShareARoomWithoutGapsOrRepeats() throws Exception {
    int batches = 60;
    int batchSize = 7;
    List<Message> accepted = new ArrayList<>();
    List<MessagePosted> posted = new ArrayList<>();
    try (MessageStore other = openAnother()) {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      List<Callable<List<Appended>>> work =
          List.of(() -> send(store, batches, batchSize), () -> send(other, batches, batchSize));
      for (Future<List<Appended>> appended : pool.invokeAll(work)) {
        for (Appended batch : appended.get()) {
          accepted.addAll(stored(batch));
          posted.addAll(batch.posted());
        }
      }
      pool.shutdown();
    }

    List<Message> history = all(LOBBY);
    assertDense(history, history.size());
    assertThat(new HashSet<>(history)).containsAll(accepted);
    Set<IdempotencyKey> keys = new HashSet<>();
    history.forEach(message -> keys.add(message.key()));
    assertThat(keys).as("each key once").hasSameSizeAs(history);
    assertThat(posted)
        .extracting(MessagePosted::message)
        .containsExactlyInAnyOrderElementsOf(history);
  }

  /** Both stores send the same keys; each batch retries until it is accepted. */
  private static List<Appended> send(MessageStore store, int batches, int batchSize) {
    List<Appended> appended = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      List<Draft> drafts = new ArrayList<>();
      for (int i = 0; i < batchSize; i++) {
        String key = batch + "/" + i;
        drafts.add(keyed(key, key));
      }
      List<Message> accepted = List.of();
      while (accepted.size() < batchSize) {
        Appended answer = store.append(drafts);
        accepted = stored(answer);
        appended.add(answer);
      }
    }
    return appended;
  }
}
