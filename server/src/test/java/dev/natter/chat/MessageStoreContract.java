package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link MessageStore} promises; one subclass for each. */
public abstract class MessageStoreContract {
  protected static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T08:30:00.123Z"), ZoneOffset.UTC);
  protected static final RoomId LOBBY = RoomId.lobby("/");

  private static final AtomicInteger SENDERS = new AtomicInteger();

  protected MessageStore store = new MemoryMessageStore(CLOCK);

  /** Opens the store under test, on data that is empty at the beginning of each test. */
  protected abstract MessageStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store.close();
    store = open();
  }

  @AfterEach
  void closeStore() throws Exception {
    store.close();
  }

  @Test
  void messagesOfARoomAreCountedFromOne() {
    List<Message> stored = stored(store.append(List.of(text("a"), text("b"), text("c"))));

    assertThat(stored).extracting(Message::sequence).containsExactly(1L, 2L, 3L);
    assertThat(stored)
        .extracting(message -> message.body().json())
        .containsExactly("\"a\"", "\"b\"", "\"c\"");
  }

  @Test
  void messageKeepsAllThatTheDraftSaid() throws Exception {
    Draft draft =
        new Draft(
            new RoomId("/games", "chess ♞"),
            new Sender(new UserId("user:7"), "Ada 😀"),
            new MessageBody(
                "{ \"a\": 1.0000000000000000001e400, \"$where\": [null, \"\\u0000\"] }", "message"),
            new IdempotencyKey("user:7:k|1"),
            new SessionId("s1"));

    Message stored = stored(store.append(List.of(draft))).get(0);

    assertThat(stored)
        .isEqualTo(
            new Message(
                draft.room(), 1, draft.sender(), CLOCK.instant(), draft.body(), draft.key()));
    assertThat(all(draft.room())).containsExactly(stored);
  }

  @Test
  void postedHoldsWhatWasStoredWithItsOrigin() {
    Draft one = text("one");
    Draft two = new Draft(LOBBY, one.sender(), one.body(), one.key(), new SessionId("other"));

    Appended appended = store.append(List.of(one, two));

    assertThat(appended.posted())
        .containsExactly(
            new MessagePosted(stored(appended).get(0), one.origin()),
            new MessagePosted(stored(appended).get(1), two.origin()));
  }

  @Test
  void roomsAreCountedApart() throws Exception {
    List<RoomId> rooms =
        List.of(
            new RoomId("/", "a"),
            new RoomId("/", "ab"),
            new RoomId("/", "a:000000000001"),
            new RoomId("/a", "a"),
            new RoomId("/", "$gt"),
            new RoomId("/", "{\"$ne\":1}"),
            new RoomId("/", ".*"),
            new RoomId("/", "/"));
    List<Draft> drafts = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      rooms.forEach(room -> drafts.add(text(room, "hello " + room)));
    }

    store.append(drafts);

    for (RoomId room : rooms) {
      assertThat(all(room)).extracting(Message::sequence).containsExactly(1L, 2L, 3L);
      assertThat(all(room)).extracting(Message::room).containsOnly(room);
      assertThat(store.lastSequence(room)).isEqualTo(3);
    }
  }

  @Test
  void knownKeyGivesTheFirstResult() throws Exception {
    Message first = stored(store.append(List.of(keyed("first", "k")))).get(0);
    store.append(List.of(text("between")));

    Appended again = store.append(List.of(keyed("second", "k"), text("after")));

    assertThat(again.results().get(0)).isEqualTo(new SendResult.Accepted(first, true));
    assertThat(again.posted()).hasSize(1);
    assertThat(bodies(LOBBY)).containsExactly("\"first\"", "\"between\"", "\"after\"");
  }

  @Test
  void keyRepeatedInOneBatchIsStoredOnce() throws Exception {
    Appended appended =
        store.append(List.of(keyed("x", "k"), text("y"), keyed("z", "k"), keyed("x", "k")));

    Message first = stored(appended).get(0);
    assertThat(appended.results().get(2)).isEqualTo(new SendResult.Accepted(first, true));
    assertThat(appended.results().get(3)).isEqualTo(new SendResult.Accepted(first, true));
    assertThat(appended.posted()).hasSize(2);
    assertThat(bodies(LOBBY)).containsExactly("\"x\"", "\"y\"");
  }

  @Test
  void aBatchOfManyResendsAmongNewOnesIsAnsweredWhole() throws Exception {
    List<Draft> firsts = IntStream.range(0, 100).mapToObj(i -> keyed("m" + i, "k" + i)).toList();
    store.append(firsts);

    List<Draft> batch = firsts.stream().flatMap(first -> Stream.of(text("new"), first)).toList();
    Appended appended = store.append(batch);

    assertThat(stored(appended)).hasSize(200);
    assertThat(appended.posted()).hasSize(100);
    assertDense(all(LOBBY), 200);
  }

  @Test
  void oneKeyInTwoRoomsIsTwoMessages() {
    RoomId other = new RoomId("/", "other");
    Draft here = keyed("here", "k");
    Draft there = new Draft(other, here.sender(), here.body(), here.key(), here.origin());

    Appended appended = store.append(List.of(here, there));

    assertThat(appended.posted()).hasSize(2);
    assertThat(appended.results()).doesNotHaveDuplicates();
  }

  @Test
  void draftsWithoutAKeyAreNeverResends() throws Exception {
    store.append(List.of(text("same"), text("same")));
    store.append(List.of(text("same")));

    assertThat(bodies(LOBBY)).containsExactly("\"same\"", "\"same\"", "\"same\"");
  }

  @Test
  void longestBodyComesBackWhole() throws Exception {
    String json = "\"" + "é".repeat(32_000) + "\"";

    store.append(List.of(body(LOBBY, json)));

    assertThat(bodies(LOBBY)).containsExactly(json);
  }

  @Test
  void historyOfAnUnknownRoomIsEmpty() throws Exception {
    RoomId unknown = new RoomId("/", "nobody");

    assertThat(all(unknown)).isEmpty();
    assertThat(store.lastSequence(unknown)).isZero();
  }

  @Test
  void historyReadsTheNewestBelowABound() throws Exception {
    fill(10);

    assertThat(sequences(query(HistoryQuery.NO_BOUND, Long.MAX_VALUE, 3)))
        .containsExactly(8L, 9L, 10L);
    assertThat(sequences(query(HistoryQuery.NO_BOUND, 8, 3))).containsExactly(5L, 6L, 7L);
    assertThat(store.history(query(HistoryQuery.NO_BOUND, 8, 3)).more()).isTrue();
    assertThat(sequences(query(HistoryQuery.NO_BOUND, 3, 3))).containsExactly(1L, 2L);
    assertThat(store.history(query(HistoryQuery.NO_BOUND, 3, 3)).more()).isFalse();
    assertThat(sequences(query(HistoryQuery.NO_BOUND, 0, 3))).isEmpty();
  }

  @Test
  void historyReadsUpwardsFromABound() throws Exception {
    fill(10);

    assertThat(sequences(query(0, Long.MAX_VALUE, 3))).containsExactly(1L, 2L, 3L);
    assertThat(store.history(query(0, Long.MAX_VALUE, 3)).more()).isTrue();
    assertThat(sequences(query(7, Long.MAX_VALUE, 3))).containsExactly(8L, 9L, 10L);
    assertThat(store.history(query(7, Long.MAX_VALUE, 3)).more()).isFalse();
    assertThat(sequences(query(4, 7, 200))).containsExactly(5L, 6L);
    assertThat(sequences(query(10, Long.MAX_VALUE, 3))).isEmpty();
    assertThat(sequences(query(Long.MAX_VALUE, Long.MAX_VALUE, 3))).isEmpty();
  }

  @Test
  void whatADraftPointsAtComesBack() throws Exception {
    References references =
        new References(
            7,
            new Mentions(List.of(new UserId("user:1"), new UserId("guest")), true),
            List.of(new FileId("f-1"), new FileId("f-2")));

    Message stored = stored(store.append(List.of(text("a").with(references)))).get(0);

    assertThat(stored.references()).isEqualTo(references);
    assertThat(all(LOBBY)).containsExactly(stored);
  }

  @Test
  void searchFindsTheNewestMessagesThatHaveAllWords() throws Exception {
    store.append(
        List.of(
            text("the red fox"),
            text("a RED hen"),
            text("the hén and the Fox, red"),
            text(new RoomId("/", "lobby2"), "red hen"),
            text("redder hens")));

    assertThat(found("red", Long.MAX_VALUE, 10)).containsExactly(3L, 2L, 1L);
    assertThat(found("hen red", Long.MAX_VALUE, 10)).containsExactly(3L, 2L);
    assertThat(found("red", 3, 1)).containsExactly(2L);
    assertThat(found("red", 1, 10)).isEmpty();
    assertThat(found("nobody", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void searchFindsWhatMessagesSayNow() throws Exception {
    store.append(List.of(text("one fish"), text("two fish")));
    store.amend(List.of(edit(1, "one bird"), deletion(2)));

    assertThat(found("fish", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(found("null", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(found("bird", Long.MAX_VALUE, 10)).containsExactly(1L);
  }

  @Test
  void searchGoesOnWhereItEnded() throws Exception {
    for (int i = 0; i < 900; i++) {
      String rare = i % 300 == 7 ? " rare" : "";
      store.append(List.of(text("common word" + i + rare)));
    }
    store.amend(List.of(edit(100, "edited")));

    assertThat(searched("common")).hasSize(899).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(searched("rare")).containsExactly(608L, 308L, 8L);
    assertThat(searched("word55 common")).containsExactly(56L);
    assertThat(searched("edited")).containsExactly(100L);
    assertThat(searched("word99")).isEmpty();
  }

  private List<Long> found(String words, long before, int limit) throws StoreException {
    return store.search(new SearchQuery(LOBBY, Words.of(words), before, limit)).messages().stream()
        .map(Message::sequence)
        .toList();
  }

  /** What a search finds with all its further pages. */
  protected List<Long> searched(String words) throws StoreException {
    List<Long> all = new ArrayList<>();
    long before = Long.MAX_VALUE;
    SearchPage page;
    do {
      page = store.search(new SearchQuery(LOBBY, Words.of(words), before, 20));
      page.messages().forEach(message -> all.add(message.sequence()));
      assertThat(page.before()).isLessThan(before);
      before = page.before();
    } while (page.more());
    return all;
  }

  @Test
  void modificationsOfARoomAreCountedFromOneAndKeptWithTheirMessages() throws Exception {
    fill(3);

    Amended amended = store.amend(List.of(edit(2, "new"), edit(1, "other"), edit(2, "newer")));

    assertThat(amended.changed())
        .extracting(changed -> changed.message().change())
        .containsExactly(1L, 2L, 3L);
    assertThat(amended.results()).hasSize(3).allMatch(Answer.Given.class::isInstance);
    assertThat(all(LOBBY)).extracting(Message::change).containsExactly(2L, 3L, 0L);
    assertThat(bodies(LOBBY)).containsExactly("\"other\"", "\"newer\"", "\"m2\"");
    assertThat(store.lastChange(LOBBY)).isEqualTo(3);
    assertThat(all(LOBBY).get(1)).isEqualTo(amended.changed().get(2).message());
  }

  @Test
  void everyKindOfModificationComesBack() throws Exception {
    fill(2);
    Emoji thumb = new Emoji("👍🏽");
    store.amend(List.of(reaction(1, "user:1", thumb), reaction(1, "user:2", thumb)));
    store.amend(List.of(reaction(1, "user:1", new Emoji("$set")), edit(1, "edited"), deletion(2)));

    List<Message> all = all(LOBBY);

    assertThat(all.get(0).revision())
        .isEqualTo(
            new Revision(
                4,
                Optional.of(CLOCK.instant()),
                false,
                List.of(
                    new Reaction(thumb, List.of(new UserId("user:1"), new UserId("user:2"))),
                    new Reaction(new Emoji("$set"), List.of(new UserId("user:1"))))));
    assertThat(all.get(1).isDeleted()).isTrue();
    assertThat(all.get(1).body()).isEqualTo(MessageBody.GONE);
    assertThat(all).extracting(Message::sequence).containsExactly(1L, 2L);
  }

  @Test
  void changesAreReadAfterAChange() throws Exception {
    fill(5);
    store.amend(List.of(edit(5, "a"), edit(1, "b"), edit(3, "c"), edit(5, "d")));

    assertThat(changed(0, 10)).containsExactly(1L, 3L, 5L);
    assertThat(changed(2, 10)).containsExactly(3L, 5L);
    assertThat(changed(4, 10)).isEmpty();
    assertThat(store.changes(new ChangesQuery(LOBBY, 0, 2)))
        .isEqualTo(
            new ChangesPage(store.changes(new ChangesQuery(LOBBY, 0, 2)).messages(), 3, true));
    assertThat(store.changes(new ChangesQuery(LOBBY, 3, 2)).more()).isFalse();
    assertThat(store.changes(new ChangesQuery(LOBBY, 99, 2)).change()).isEqualTo(4);
    assertThat(store.changes(new ChangesQuery(new RoomId("/", "nobody"), 0, 2)))
        .isEqualTo(new ChangesPage(List.of(), 0, false));
  }

  @Test
  void anAmendmentThatChangesNothingTakesNoNumber() throws Exception {
    fill(1);
    store.amend(List.of(edit(1, "new")));

    Amended again =
        store.amend(
            List.of(new Amendment(LOBBY, 1, SessionId.NONE, (m, t) -> new Answer.Given<>(m))));

    assertThat(again.changed()).isEmpty();
    assertThat(again.results()).containsExactly(new Answer.Given<>(all(LOBBY).get(0)));
    assertThat(store.lastChange(LOBBY)).isEqualTo(1);
  }

  @Test
  void unknownMessagesAndRefusalsLeaveTheRestOfTheBatchAlone() throws Exception {
    fill(1);
    Rejected no = new Rejected(RejectCode.FORBIDDEN, "No.");

    Amended amended =
        store.amend(
            List.of(
                edit(9, "nobody"),
                new Amendment(LOBBY, 1, SessionId.NONE, (m, t) -> new Answer.Refused<>(no)),
                edit(1, "yes")));

    assertThat(amended.results().get(0)).isEqualTo(new Answer.Refused<>(Amendment.UNKNOWN));
    assertThat(amended.results().get(1)).isEqualTo(new Answer.Refused<>(no));
    assertThat(amended.changed()).hasSize(1);
    assertThat(bodies(LOBBY)).containsExactly("\"yes\"");
  }

  @Test
  void earlierBodiesAreKeptUntilTheMessageIsDeleted() throws Exception {
    fill(1);
    store.amend(List.of(edit(1, "second"), edit(1, "third"), reaction(1, "u", new Emoji("x"))));

    assertThat(store.earlier(LOBBY, 1))
        .extracting(earlier -> earlier.body().json())
        .containsExactly("\"m0\"", "\"second\"");
    store.amend(List.of(deletion(1)));
    assertThat(store.earlier(LOBBY, 1)).isEmpty();
    assertThat(store.earlier(LOBBY, 5)).isEmpty();
  }

  @Test
  void onlyTheNewestEarlierBodiesAreKept() throws Exception {
    fill(1);
    for (int i = 0; i < EarlierBody.MAX_KEPT + 3; i++) {
      store.amend(List.of(edit(1, "edit" + i)));
    }

    assertThat(store.earlier(LOBBY, 1)).hasSize(EarlierBody.MAX_KEPT);
    assertThat(store.earlier(LOBBY, 1).get(0).body().json()).isEqualTo("\"edit2\"");
  }

  @Test
  void aMessageKeepsItsKeyThroughItsModifications() throws Exception {
    store.append(List.of(keyed("first", "k")));
    store.amend(List.of(edit(1, "edited")));

    Appended again = store.append(List.of(keyed("first", "k")));

    assertThat(again.results()).containsExactly(new SendResult.Accepted(all(LOBBY).get(0), true));
    assertThat(bodies(LOBBY)).containsExactly("\"edited\"");
  }

  @Test
  void lanesAppendAtTheSameTime() throws Exception {
    int lanes = 4;
    int batches = 20;
    ExecutorService pool = Executors.newFixedThreadPool(lanes);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      RoomId room = new RoomId("/", "room " + lane);
      work.add(
          () -> {
            int accepted = 0;
            for (int batch = 0; batch < batches; batch++) {
              List<Draft> drafts = List.of(text(room, "a"), text(room, "b"), text(room, "c"));
              accepted += stored(store.append(drafts)).size();
            }
            return accepted;
          });
    }
    for (Future<Integer> accepted : pool.invokeAll(work)) {
      assertThat(accepted.get()).isEqualTo(batches * 3);
    }
    pool.shutdown();

    for (int lane = 0; lane < lanes; lane++) {
      assertDense(all(new RoomId("/", "room " + lane)), batches * 3);
    }
  }

  @Test
  void storeAcceptsUntilItIsClosed() {
    assertThat(store.accepting()).isTrue();
  }

  /** Fails unless these are the room's whole history without a gap. */
  protected static void assertDense(List<Message> messages, int count) {
    assertThat(messages)
        .extracting(Message::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
  }

  protected List<Message> all(RoomId room) throws StoreException {
    return all(store, room);
  }

  protected static List<Message> all(MessageStore store, RoomId room) throws StoreException {
    List<Message> all = new ArrayList<>();
    HistoryPage page;
    do {
      long after = all.isEmpty() ? 0 : all.get(all.size() - 1).sequence();
      page = store.history(new HistoryQuery(room, after, Long.MAX_VALUE, 100));
      all.addAll(page.messages());
    } while (page.more());
    return all;
  }

  protected List<String> bodies(RoomId room) throws StoreException {
    return all(room).stream().map(message -> message.body().json()).toList();
  }

  /** The messages of the accepted drafts. */
  protected static List<Message> stored(Appended appended) {
    return appended.results().stream()
        .filter(SendResult.Accepted.class::isInstance)
        .map(result -> ((SendResult.Accepted) result).message())
        .toList();
  }

  protected static Draft text(String text) {
    return text(LOBBY, text);
  }

  protected static Draft text(RoomId room, String text) {
    return body(room, '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }

  protected static Draft keyed(String text, String key) {
    Draft draft = text(text);
    return new Draft(
        draft.room(), draft.sender(), draft.body(), new IdempotencyKey(key), draft.origin());
  }

  private static Draft body(RoomId room, String json) {
    String id = "guest:" + SENDERS.incrementAndGet();
    return new Draft(
        room,
        new Sender(new UserId(id), "Guest"),
        new MessageBody(json),
        IdempotencyKey.NONE,
        new SessionId(id));
  }

  private void fill(int count) {
    store.append(IntStream.range(0, count).mapToObj(i -> text("m" + i)).toList());
  }

  protected static Amendment edit(long sequence, String text) {
    MessageBody body = new MessageBody('"' + text + '"');
    return new Amendment(
        LOBBY,
        sequence,
        SessionId.NONE,
        (message, now) -> new Answer.Given<>(message.edited(body, Mentions.NONE, now)));
  }

  private static Amendment deletion(long sequence) {
    return new Amendment(
        LOBBY, sequence, SessionId.NONE, (message, now) -> new Answer.Given<>(message.erased()));
  }

  private static Amendment reaction(long sequence, String user, Emoji emoji) {
    return new Amendment(
        LOBBY,
        sequence,
        SessionId.NONE,
        (message, now) -> new Answer.Given<>(message.reacted(new UserId(user), emoji, true)));
  }

  private List<Long> changed(long after, int limit) throws StoreException {
    return store.changes(new ChangesQuery(LOBBY, after, limit)).messages().stream()
        .map(Message::sequence)
        .toList();
  }

  private static HistoryQuery query(long after, long before, int limit) {
    return new HistoryQuery(LOBBY, after, before, limit);
  }

  private List<Long> sequences(HistoryQuery query) throws StoreException {
    return store.history(query).messages().stream().map(Message::sequence).toList();
  }
}
