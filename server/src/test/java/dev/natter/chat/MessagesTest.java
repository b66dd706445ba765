package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MessagesTest {

  private static final RoomId LOBBY = RoomId.lobby("/");
  private static final Caller ANN =
      Caller.guest(new Sender(new UserId("u"), "Ann"), SessionId.NONE, "");
  private static final ChatLimits SMALL =
      new ChatLimits(100, 10, 1, 4, 1_000, 3, Duration.ZERO, Duration.ofMillis(1500), 250, 1, 2);

  private final ScriptedStore store = new ScriptedStore();
  private final List<MessagePosted> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong nanos = new AtomicLong();
  private volatile RoomEventSink sink = this::hear;
  private final Messages messages =
      new Messages(
          store, new Rooms(), posted -> sink.publish(posted), SMALL, nanos::get, faults::add);

  @AfterEach
  void close() {
    store.gate.release(1_000);
    messages.close(Duration.ofSeconds(5));
  }

  @Test
  void messagesAreHeardInTheOrderInWhichTheyWereSent() {
    List<CompletableFuture<SendResult>> results = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      results.add(messages.send(ANN, draft("\"" + i + "\"")));
    }
    results.forEach(CompletableFuture::join);

    assertThat(heard)
        .extracting(posted -> posted.message().body().json())
        .containsExactly("\"1\"", "\"2\"", "\"3\"");
    assertThat(heard).extracting(posted -> posted.message().sequence()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void theRoomHearsAMessageBeforeItsSenderIsAnswered() {
    CompletableFuture<Integer> heardWhenAnswered =
        messages.send(ANN, draft("1")).thenApply(result -> heard.size());

    assertThat(heardWhenAnswered.join()).isEqualTo(1);
  }

  @Test
  void whatWaitsIsStoredInOneBatch() {
    var unusedFirst = blockLane();
    List<CompletableFuture<SendResult>> results =
        List.of(
            messages.send(ANN, draft("2")),
            messages.send(ANN, draft("3")),
            messages.send(ANN, draft("4")));
    store.gate.release(10);
    results.forEach(CompletableFuture::join);

    assertThat(store.batches).containsExactly(1, 3);
  }

  @Test
  void aFullLaneRefusesAtOnce() {
    var unusedFirst = blockLane();
    for (int i = 0; i < 4; i++) {
      var unused = messages.send(ANN, draft("1"));
    }

    assertThat(rejection(messages.send(ANN, draft("1"))).code()).isEqualTo(RejectCode.BUSY);
  }

  @Test
  void aLaneKeepsNoMoreBytesThanItsLimit() {
    ChatLimits narrow =
        new ChatLimits(100, 10, 1, 100, 100, 3, Duration.ZERO, Duration.ofSeconds(1), 250, 1, 2);
    Messages small = new Messages(store, new Rooms(), this::hear, narrow, nanos::get, faults::add);
    store.gate.drainPermits();
    var first = small.send(ANN, draft("0"));
    awaitBlocked();
    String body = "\"" + "x".repeat(58) + "\"";
    var second = small.send(ANN, draft(body));

    assertThat(rejection(small.send(ANN, draft(body))).code()).isEqualTo(RejectCode.BUSY);
    store.gate.release(10);
    assertThat(first.join()).isInstanceOf(SendResult.Accepted.class);
    assertThat(second.join()).isInstanceOf(SendResult.Accepted.class);
    small.close(Duration.ofSeconds(5));
  }

  @Test
  void aDraftThatWaitedTooLongIsNotStored() {
    CompletableFuture<SendResult> first = blockLane();
    CompletableFuture<SendResult> late = messages.send(ANN, draft("2"));
    nanos.addAndGet(Duration.ofMillis(1501).toNanos());
    store.gate.release(10);

    assertThat(first.join()).isInstanceOf(SendResult.Accepted.class);
    assertThat(rejection(late).code()).isEqualTo(RejectCode.NOT_STORED);
    assertThat(heard).hasSize(1);
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    assertThat(rejection(messages.send(ANN, draft("\"" + "é".repeat(50) + "\""))).code())
        .isEqualTo(RejectCode.TOO_LARGE);
  }

  @Test
  void aStoreThatIsAwayRefusesWithoutWaiting() {
    store.accepting.set(false);

    assertThat(rejection(messages.send(ANN, draft("1"))).code()).isEqualTo(RejectCode.NOT_STORED);
    assertThat(store.batches).isEmpty();
  }

  @Test
  void aFaultOfTheStoreIsAnsweredAndTheLaneLivesOn() {
    store.faulty.set(true);
    assertThat(rejection(messages.send(ANN, draft("1"))).code()).isEqualTo(RejectCode.INTERNAL);
    store.faulty.set(false);

    assertThat(messages.send(ANN, draft("2")).join()).isInstanceOf(SendResult.Accepted.class);
    assertThat(faults).hasSize(1);
  }

  @Test
  void aFaultOfTheBroadcastDoesNotTakeBackWhatWasStored() {
    sink =
        posted -> {
          throw new IllegalStateException("a fault of the fan-out");
        };

    assertThat(messages.send(ANN, draft("1")).join()).isInstanceOf(SendResult.Accepted.class);
    assertThat(faults).hasSize(1);
  }

  @Test
  void stoppingFinishesWhatWasAcceptedAndRefusesTheRest() {
    CompletableFuture<SendResult> first = blockLane();
    CompletableFuture<SendResult> second = messages.send(ANN, draft("2"));
    messages.stopAccepting();
    CompletableFuture<SendResult> refused = messages.send(ANN, draft("3"));
    store.gate.release(10);

    assertThat(messages.close(Duration.ofSeconds(5))).isTrue();
    assertThat(first).isCompletedWithValueMatching(SendResult.Accepted.class::isInstance);
    assertThat(second).isCompletedWithValueMatching(SendResult.Accepted.class::isInstance);
    assertThat(rejection(refused).code()).isEqualTo(RejectCode.STOPPING);
  }

  @Test
  void whatCannotBeFinishedInTimeIsRefusedAsStopping() {
    var unusedFirst = blockLane();
    CompletableFuture<SendResult> waiting = messages.send(ANN, draft("2"));

    assertThat(messages.close(Duration.ofMillis(50))).isFalse();
    assertThat(rejection(waiting).code()).isEqualTo(RejectCode.STOPPING);
  }

  @Test
  void aPageOfLargeBodiesIsCutAtTheEndThatIsReadLast() {
    for (int i = 0; i < 4; i++) {
      messages.send(ANN, draft("\"" + "x".repeat(88) + "\"")).join();
    }

    assertThat(sequences(new HistoryQuery(LOBBY, 0, 100, 10))).containsExactly(1L, 2L);
    assertThat(sequences(new HistoryQuery(LOBBY, HistoryQuery.NO_BOUND, 100, 10)))
        .containsExactly(3L, 4L);
  }

  private List<Long> sequences(HistoryQuery query) {
    return messages
        .history(ANN, query)
        .join()
        .fold(
            page -> {
              assertThat(page.more()).isTrue();
              return page.messages().stream().map(Message::sequence).toList();
            },
            why -> List.of());
  }

  @Test
  void historyIsRefusedAsAValueWhenTheStoreIsAway() {
    store.readable.set(false);
    Answer<HistoryPage> answer =
        messages.history(ANN, new HistoryQuery(LOBBY, HistoryQuery.NO_BOUND, 10, 10)).join();

    RejectCode code = answer.fold(page -> RejectCode.INTERNAL, Rejected::code);
    assertThat(code).isEqualTo(RejectCode.UNAVAILABLE);
  }

  private void hear(RoomEvent event) {
    heard.add((MessagePosted) event);
  }

  @Test
  void arrangingTellsTheSequenceBeforeTheFirstMessageThatIsHeard() {
    messages.send(ANN, draft("1")).join();
    List<Integer> heardAtJoin = new ArrayList<>();
    Answer<RoomPosition> answer =
        messages.arrange(ANN, LOBBY, () -> heardAtJoin.add(heard.size())).join();

    assertThat(answer).isEqualTo(new Answer.Given<>(new RoomPosition(1, 0)));
    assertThat(heardAtJoin).containsExactly(1);
  }

  @Test
  void aFollowerMissesNothingAndGetsNothingTwiceWhileOthersSend() throws InterruptedException {
    int total = 3_000;
    RecordingFollower follower = new RecordingFollower();
    sink = follower::live;
    CountDownLatch some = new CountDownLatch(500);
    Thread sender =
        new Thread(
            () -> {
              for (int i = 0; i < total; i++) {
                messages.send(ANN, draft("1")).join();
                some.countDown();
              }
            });
    sender.start();
    some.await();
    Answer<Long> answer = messages.follow(ANN, LOBBY, 7, follower).join();
    sender.join();

    assertThat(answer).isInstanceOf(Answer.Given.class);
    assertThat(follower.sequences)
        .containsExactlyElementsOf(LongStream.rangeClosed(8, total).boxed().toList());
  }

  @Test
  void aFollowerOfTheFutureFollowsFromTheNewest() {
    messages.send(ANN, draft("1")).join();
    RecordingFollower follower = new RecordingFollower();

    assertThat(messages.follow(ANN, LOBBY, 99, follower).join()).isEqualTo(new Answer.Given<>(1L));
    assertThat(follower.sequences).isEmpty();
  }

  @Test
  void aFollowerThatIsGoneEndsItsReplay() {
    messages.send(ANN, draft("1")).join();
    Follower gone =
        new RecordingFollower() {
          @Override
          public CompletionStage<Void> replay(List<Message> page) {
            return CompletableFuture.failedFuture(new IllegalStateException("gone"));
          }
        };

    assertThat(messages.follow(ANN, LOBBY, 0, gone).join()).isInstanceOf(Answer.Refused.class);
  }

  /** Fills the lane's thread with a first draft that waits for the store. */
  private CompletableFuture<SendResult> blockLane() {
    store.gate.drainPermits();
    CompletableFuture<SendResult> first = messages.send(ANN, draft("1"));
    awaitBlocked();
    return first;
  }

  private void awaitBlocked() {
    while (!store.gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
  }

  private static Draft draft(String json) {
    return new Draft(
        LOBBY, ANN.sender(), new MessageBody(json), IdempotencyKey.NONE, SessionId.NONE);
  }

  private static Rejected rejection(CompletableFuture<SendResult> result) {
    assertThat(result.join()).isInstanceOf(Rejected.class);
    return (Rejected) result.join();
  }

  private static class RecordingFollower implements Follower {
    final List<Long> sequences = Collections.synchronizedList(new ArrayList<>());
    volatile boolean attached;

    @Override
    public CompletionStage<Void> replay(List<Message> page) {
      page.forEach(message -> sequences.add(message.sequence()));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void attach(List<Message> rest) {
      rest.forEach(message -> sequences.add(message.sequence()));
      attached = true;
    }

    void live(RoomEvent event) {
      if (attached) {
        sequences.add(((MessagePosted) event).message().sequence());
      }
    }
  }
}
