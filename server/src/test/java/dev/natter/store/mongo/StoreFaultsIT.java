package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.natter.chat.Appended;
import dev.natter.chat.Caller;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.Draft;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomId;
import dev.natter.chat.Rooms;
import dev.natter.chat.SendResult;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store behind a line to its database that is cut, stalls, or loses answers. */
@Timeout(120)
class StoreFaultsIT {
  private static final RoomId LOBBY = RoomId.lobby("/");
  private static final Duration OPERATION = Duration.ofSeconds(1);

  /** One operation's time, and some for a busy machine. */
  private static final Duration BOUND = Duration.ofSeconds(20);

  private static final Duration RECOVERY = Duration.ofSeconds(40);

  private final MongoServer server = new MongoServer(new MemoryBackend());
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeEach
  void startServer() {
    server.bind("127.0.0.1", 0);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    server.shutdownNow();
  }

  private FaultyProxy proxy() throws Exception {
    FaultyProxy proxy = new FaultyProxy(server.getLocalAddress());
    opened.add(proxy);
    return proxy;
  }

  private MongoMessageStore store(int port) throws Exception {
    MongoSettings settings =
        new MongoSettings(
            "mongodb://127.0.0.1:" + port + "/test",
            OPERATION,
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            8);
    MongoConnection connection = MongoConnection.to(settings);
    opened.add(connection);
    return MongoMessageStore.open(connection, Clock.systemUTC());
  }

  @Test
  void serverThatIsAwayAtTheStartIsOneSentence() throws Exception {
    FaultyProxy proxy = proxy();
    proxy.cut();
    MongoSettings settings =
        MongoSettings.of("mongodb://ada:secret@127.0.0.1:" + proxy.port() + "/test")
            .withStartTimeout(Duration.ofSeconds(1));

    assertThatThrownBy(() -> MongoConnection.to(settings))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("127.0.0.1:" + proxy.port())
        .hasMessageNotContaining("secret");
    assertThat(settings.toString()).doesNotContain("secret").doesNotContain("ada");
  }

  @Test
  void cutLineIsAnsweredInTimeAndComesBackByItself() throws Exception {
    FaultyProxy proxy = proxy();
    comesBack(store(proxy.port()), proxy::cut, proxy::heal);
  }

  @Test
  void stalledServerIsAnsweredInTimeAndComesBackByItself() throws Exception {
    FaultyProxy proxy = proxy();
    comesBack(store(proxy.port()), proxy::stall, proxy::heal);
  }

  private static void comesBack(MongoMessageStore store, Runnable fault, Runnable repair)
      throws Exception {
    assertThat(accepted(store.append(List.of(draft("before"))))).isEqualTo(1);

    fault.run();
    await()
        .atMost(RECOVERY)
        .until(
            () -> {
              long start = System.nanoTime();
              assertThat(accepted(store.append(List.of(draft("lost?"))))).isZero();
              assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
              return !store.accepting();
            });
    assertThatThrownBy(() -> store.history(new HistoryQuery(LOBBY, 0, Long.MAX_VALUE, 10)))
        .isInstanceOf(StoreException.class);

    repair.run();
    await().atMost(RECOVERY).until(store::accepting);
    await().atMost(RECOVERY).until(() -> accepted(store.append(List.of(draft("after")))) == 1);
    assertDense(history(store));
  }

  @Test
  void idleStoreNoticesThatTheServerIsAway() throws Exception {
    FaultyProxy proxy = proxy();
    MongoMessageStore store = store(proxy.port());

    proxy.cut();
    await().atMost(RECOVERY).until(() -> !store.accepting());

    proxy.heal();
    await().atMost(RECOVERY).until(store::accepting);
  }

  @Test
  void messageWhoseAnswerWasLostIsToldBeforeTheNext() throws Exception {
    FaultyProxy proxy = proxy();
    MongoMessageStore store = store(proxy.port());
    store.append(List.of(draft("warm")));
    Draft one = keyed("one");
    Draft two = keyed("two");
    proxy.loseAnswersToInserts();

    Appended lost = store.append(List.of(one, two));

    assertThat(accepted(lost)).isZero();
    assertThat(lost.posted()).isEmpty();

    proxy.heal();
    await().atMost(RECOVERY).until(store::accepting);
    Appended resent = store.append(List.of(two, draft("three"), one));

    assertThat(resent.posted())
        .extracting(posted -> posted.message().body().json())
        .containsExactly("\"one\"", "\"two\"", "\"three\"");
    assertThat(resent.posted().get(0).origin()).isEqualTo(one.origin());
    assertThat(resent.results())
        .extracting(result -> ((SendResult.Accepted) result).resend())
        .containsExactly(true, false, true);
    assertDense(history(store));
  }

  @Test
  void messageThatNeverArrivedGivesItsNumberToTheNext() throws Exception {
    FaultyProxy proxy = proxy();
    MongoMessageStore store = store(proxy.port());
    store.append(List.of(draft("warm")));
    proxy.cut();
    Draft lost = keyed("lost");
    assertThat(accepted(store.append(List.of(lost)))).isZero();

    proxy.heal();
    await().atMost(RECOVERY).until(store::accepting);
    Appended resent = store.append(List.of(draft("first"), lost));

    assertThat(resent.posted()).hasSize(2);
    assertThat(history(store)).extracting(Message::sequence).containsExactly(1L, 2L, 3L);
  }

  @Test
  void messagesThatArriveLateMakeNoGapAndAreToldOnce() throws Exception {
    FaultyProxy proxy = proxy();
    MongoMessageStore store = store(proxy.port());
    store.append(List.of(draft("warm")));
    proxy.stall();
    List<MessagePosted> posted = new ArrayList<>();
    assertThat(accepted(store.append(List.of(draft("a"), draft("b"), draft("c"))))).isZero();

    proxy.healForNewConnections();
    await().atMost(RECOVERY).until(store::accepting);
    posted.addAll(store.append(List.of(draft("d"))).posted());
    proxy.heal();
    for (int i = 0; i < 20; i++) {
      posted.addAll(store.append(List.of(draft("e" + i))).posted());
      TimeUnit.MILLISECONDS.sleep(5);
    }

    List<Message> history = history(store);
    assertDense(history);
    assertThat(posted)
        .extracting(MessagePosted::message)
        .containsExactlyElementsOf(history.subList(1, history.size()));
  }

  private static CompletableFuture<SendResult> send(Messages messages, Draft draft) {
    return messages.send(Caller.guest(draft.sender(), draft.origin(), ""), draft);
  }

  @Test
  void everySenderIsAnsweredAndNothingIsToldThatIsNotStored() throws Exception {
    FaultyProxy proxy = proxy();
    MongoMessageStore store = store(proxy.port());
    List<Message> told = new CopyOnWriteArrayList<>();
    List<Throwable> faults = new CopyOnWriteArrayList<>();
    Messages messages =
        new Messages(
            store,
            new Rooms(),
            event -> told.add(((MessagePosted) event).message()),
            ChatLimits.defaults(),
            System::nanoTime,
            faults::add);
    List<Message> acknowledged = new ArrayList<>();
    for (Runnable fault :
        List.<Runnable>of(proxy::cut, proxy::stall, proxy::loseAnswersToInserts)) {
      List<CompletableFuture<SendResult>> results = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        if (i == 100) {
          fault.run();
        }
        results.add(send(messages, draft("message " + i)));
        TimeUnit.MILLISECONDS.sleep(1);
      }
      for (CompletableFuture<SendResult> result : results) {
        if (result.get(5, TimeUnit.SECONDS) instanceof SendResult.Accepted accepted) {
          acknowledged.add(accepted.message());
        }
      }
      proxy.heal();
      await().atMost(RECOVERY).until(store::accepting);
      await()
          .atMost(RECOVERY)
          .until(() -> send(messages, draft("on")).get() instanceof SendResult.Accepted);
    }
    assertThat(messages.close(Duration.ofSeconds(5))).isTrue();

    List<Message> history = history(store);
    assertDense(history);
    assertThat(history).containsAll(acknowledged);
    assertThat(told).containsExactlyElementsOf(history);
    assertThat(faults).isEmpty();
  }

  private static List<Message> history(MongoMessageStore store) throws StoreException {
    List<Message> all = new ArrayList<>();
    List<Message> page;
    do {
      page = store.history(new HistoryQuery(LOBBY, all.size(), Long.MAX_VALUE, 200)).messages();
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  private static void assertDense(List<Message> history) {
    assertThat(history)
        .extracting(Message::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, history.size()).boxed().toList());
  }

  private static long accepted(Appended appended) {
    return appended.results().stream().filter(SendResult.Accepted.class::isInstance).count();
  }

  private static Draft keyed(String text) {
    return draft(text, new IdempotencyKey("guest:" + text));
  }

  private static Draft draft(String text) {
    return draft(text, IdempotencyKey.NONE);
  }

  private static Draft draft(String text, IdempotencyKey key) {
    return new Draft(
        LOBBY,
        new Sender(new UserId("guest:1"), "Guest"),
        new MessageBody('"' + text + '"'),
        key,
        new SessionId("session of " + text));
  }
}
