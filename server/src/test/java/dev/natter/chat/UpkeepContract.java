package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes with time, and with a user, in every store. */
@Timeout(60)
public abstract class UpkeepContract {

  private static final RoomId ROOM = new RoomId("/", "a");
  private static final RoomId OTHER = new RoomId("/b", "a:1");
  private static final Caller ANN = caller("ann");
  private static final Caller BEN = caller("ben");
  private static final Emoji PLUS = new Emoji("+1");

  protected final ManualClock clock = new ManualClock();
  private final List<RoomEvent> heard = new CopyOnWriteArrayList<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private MessageStore store = new ScriptedStore();
  private Messages messages = messages();
  private Upkeep upkeep = new Upkeep(messages, store, new MemoryFileStore(), clock);

  /** Opens the store under test, on data that is empty at the beginning of each test. */
  protected abstract MessageStore open() throws Exception;

  @BeforeEach
  void start() throws Exception {
    messages.close(Duration.ZERO);
    store = open();
    messages = messages();
    upkeep = new Upkeep(messages, store, new MemoryFileStore(), clock);
  }

  @AfterEach
  void stop() {
    messages.close(Duration.ofSeconds(10));
    store.close();
    assertThat(faults).isEmpty();
  }

  private Messages messages() {
    return new Messages(
        store, new Rooms(), heard::add, ChatLimits.defaults(), System::nanoTime, faults::add);
  }

  @Test
  void aRoomKeepsAsManyAsItIsToKeep() throws Exception {
    post(ROOM, ANN, 700);
    post(OTHER, ANN, 3);

    assertThat(upkeep.sweep(ROOM, new Retention(0, 20))).isEqualTo(680);

    assertThat(sequences(ROOM)).hasSize(20).startsWith(681L).endsWith(700L);
    assertThat(sequences(OTHER)).hasSize(3);
    assertThat(post(ROOM, ANN, 1)).isEqualTo(701);
    assertThat(upkeep.sweep(ROOM, Retention.FOREVER)).isZero();
  }

  @Test
  void aRoomForgetsWhatIsOlderThanItsDaysButItsNewest() throws Exception {
    post(ROOM, ANN, 3);
    clock.advance(Duration.ofDays(1));
    post(ROOM, ANN, 2);
    clock.advance(Duration.ofDays(1));

    assertThat(upkeep.sweep(ROOM, new Retention(3, 0))).isZero();
    assertThat(upkeep.sweep(ROOM, new Retention(1, 0))).isEqualTo(3);
    clock.advance(Duration.ofDays(1));
    assertThat(upkeep.sweep(ROOM, new Retention(1, 0))).isEqualTo(1);
    assertThat(sequences(ROOM)).containsExactly(5L);
    assertThat(upkeep.sweep(new RoomId("/", "nobody"), new Retention(1, 1))).isZero();
  }

  @Test
  void everyRoomIsSweptThatForgets() throws Exception {
    post(ROOM, ANN, 5);
    post(OTHER, ANN, 5);
    MemoryRoomStore rooms = new MemoryRoomStore();
    rooms.create(record(ROOM, Retention.FOREVER));
    rooms.create(record(OTHER, new Retention(0, 2)));
    Map<RoomId, Long> told = new ConcurrentHashMap<>();

    FileSweep files = new FileSweep(new MemoryFileStore(), store, Duration.ofDays(1), clock);
    try (RetentionSweep sweep = new RetentionSweep(upkeep, rooms, files, told::put, faults::add)) {
      sweep.run();
    }

    assertThat(told).containsExactly(Map.entry(OTHER, 3L));
    assertThat(sequences(ROOM)).hasSize(5);
    assertThat(sequences(OTHER)).containsExactly(4L, 5L);
  }

  private static Room record(RoomId id, Retention retention) {
    return new Room(id, RoomKind.PUBLIC, false, "", retention, ANN.user(), Instant.EPOCH);
  }

  @Test
  void changesGoOnThoughTheMessageOfTheNewestIsForgotten() throws Exception {
    post(ROOM, ANN, 5);
    messages.react(ANN, ROOM, 1, PLUS, true).join();
    messages.react(ANN, ROOM, 2, PLUS, true).join();

    upkeep.sweep(ROOM, new Retention(0, 2));

    assertThat(store.changes(new ChangesQuery(ROOM, 0, 10)).change()).isEqualTo(3);
    assertThat(messages.react(ANN, ROOM, 4, PLUS, true).join().fold(Message::change, why -> -1L))
        .isEqualTo(4);
  }

  @Test
  void whatIsForgottenIsNotFound() throws Exception {
    post(ROOM, ANN, 300);
    upkeep.sweep(ROOM, new Retention(0, 10));

    SearchPage page = store.search(new SearchQuery(ROOM, Words.of("m5"), Long.MAX_VALUE, 10));
    assertThat(page.messages()).isEmpty();
    page = store.search(new SearchQuery(ROOM, Words.of("m299"), Long.MAX_VALUE, 10));
    assertThat(page.messages()).hasSize(1);
  }

  @Test
  void aUserThatIsErasedIsNowhere() throws Exception {
    post(ROOM, ANN, 2);
    post(ROOM, BEN, 1);
    post(OTHER, ANN, 1);
    messages.react(ANN, ROOM, 3, PLUS, true).join();
    heard.clear();

    assertThat(upkeep.erase(ANN.user(), Erasure.REMOVE)).isEqualTo(4);

    List<Message> left = new ArrayList<>(history(ROOM));
    left.addAll(history(OTHER));
    assertThat(left).extracting(Message::isDeleted).containsExactly(true, true, false, true);
    assertThat(left.toString()).doesNotContain("ann").contains("user:ben");
    assertThat(heard).hasSize(4).allMatch(MessageChanged.class::isInstance);
    assertThat(upkeep.erase(ANN.user(), Erasure.REMOVE)).as("again").isZero();
    assertThat(post(OTHER, ANN, 1)).as("its keys are forgotten too").isEqualTo(2);
  }

  @Test
  void aUserThatIsUnlinkedLeavesItsWords() throws Exception {
    post(ROOM, ANN, 2);

    assertThat(upkeep.erase(ANN.user(), Erasure.UNLINK)).isEqualTo(2);

    assertThat(history(ROOM)).extracting(Message::sender).containsOnly(Erasure.NOBODY);
    assertThat(history(ROOM)).noneMatch(Message::isDeleted);
  }

  @Test
  void everyMessageIsScannedOnceRoomByRoom() throws Exception {
    post(OTHER, ANN, 5);
    post(ROOM, ANN, 12);

    List<String> ids = new ArrayList<>();
    String next = "";
    do {
      ScanPage page = store.scan(next, 4);
      page.messages().forEach(m -> ids.add(m.room().namespace() + m.id()));
      next = page.next();
    } while (!next.isEmpty());

    assertThat(ids).hasSize(17).doesNotHaveDuplicates();
    assertThat(ids.subList(0, 2)).containsExactly("/b" + "a:1:1", "/ba:1:2");
  }

  private long post(RoomId room, Caller caller, int count) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      MessageBody body = new MessageBody("\"m" + i + "\"");
      IdempotencyKey key = IdempotencyKey.of(caller.user(), "k" + clock.instant() + i, body);
      Draft draft = new Draft(room, caller.sender(), body, key, caller.session());
      last =
          messages
              .send(caller, draft)
              .join()
              .fold(accepted -> accepted.message().sequence(), why -> -1L);
    }
    return last;
  }

  private List<Message> history(RoomId room) throws StoreException {
    return store.history(new HistoryQuery(room, 0, Long.MAX_VALUE, 200)).messages();
  }

  private List<Long> sequences(RoomId room) throws StoreException {
    return history(room).stream().map(Message::sequence).toList();
  }

  private static Caller caller(String name) {
    return new Caller(
        new Sender(UserId.account(name), name), Standing.USER, Map.of(), SessionId.NONE, "");
  }
}
