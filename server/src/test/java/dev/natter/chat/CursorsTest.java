package dev.natter.chat;

import static dev.natter.chat.Outcomes.given;
import static dev.natter.chat.Outcomes.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CursorsTest {

  private static final RoomId GREEN = new RoomId("/", "green");
  private static final RoomId RED = new RoomId("/", "red");
  private static final Caller ANN = user("ann");
  private static final Caller BOB = user("bob");
  private static final Caller EVE = user("eve");

  private final FaultyRoomStore store = new FaultyRoomStore();
  private final Rooms rooms = new Rooms(store, RoomRules.defaults(), Clock.systemUTC());
  private final List<RoomEvent> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<UserEvent> told = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong nanos = new AtomicLong();
  private final Messages messages =
      new Messages(
          new MemoryMessageStore(Clock.systemUTC()),
          rooms,
          this::hear,
          ChatLimits.defaults(),
          nanos::get,
          faults::add);
  private final RoomDesk desk =
      RoomDesk.of(
          rooms,
          messages,
          new UserNames(new Attendance(), user -> Optional.of("x")),
          this::hear,
          told::add,
          new LastSeen(new MemoryUserStore()),
          Duration.ofSeconds(10),
          nanos::get,
          faults::add);

  private void hear(RoomEvent event) {
    heard.add(event);
    desk.hear(event);
  }

  @BeforeEach
  void fill() {
    given(desk.changes().join(ANN, GREEN, () -> {}));
    given(desk.changes().join(BOB, GREEN, () -> {}));
  }

  @AfterEach
  void close() {
    messages.close(Duration.ofSeconds(5));
    assertThat(faults).isEmpty();
  }

  @Test
  void whatOthersSayIsUnreadUntilItIsRead() {
    say(ANN, 3);
    assertThat(unread(BOB)).extracting(Unread::count).containsExactly(3L);
    assertThat(given(desk.cursors().read(BOB, GREEN, 2))).isEqualTo(2);

    assertThat(unread(BOB)).extracting(Unread::count).containsExactly(1L);
    assertThat(unread(BOB)).extracting(Unread::sequence).containsExactly(3L);
  }

  @Test
  void whatIsUnreadSaysHowOftenTheRoomWasModified() {
    say(ANN, 2);
    assertThat(unread(BOB)).extracting(Unread::change).containsExactly(0L);
    given(desk.cursors().watch("/", BOB));
    assertThat(unread(BOB)).extracting(Unread::change).containsExactly(0L);
    given(messages.delete(ANN, GREEN, 1));

    assertThat(unread(BOB)).extracting(Unread::change).containsExactly(1L);
  }

  @Test
  void aCursorNeverGoesBackNorBeyondTheNewestMessage() {
    say(ANN, 3);
    assertThat(given(desk.cursors().read(BOB, GREEN, 99))).isEqualTo(3);
    given(desk.cursors().read(BOB, GREEN, 1));

    assertThat(unread(BOB)).extracting(Unread::count).containsExactly(0L);
  }

  @Test
  void whoSpeaksHasReadWhatItSaid() {
    given(desk.cursors().watch("/", ANN));
    say(ANN, 3);

    assertThat(unread(ANN)).extracting(Unread::count).containsExactly(0L);
  }

  @Test
  void whoComesLaterHasNothingUnread() {
    say(ANN, 3);
    given(desk.changes().join(EVE, GREEN, () -> {}));

    assertThat(unread(EVE)).extracting(Unread::count).containsExactly(0L);
  }

  @Test
  void cursorsAreInTheStoreAfterTheNextTick() throws StoreException {
    say(ANN, 3);
    given(desk.cursors().read(BOB, GREEN, 2));
    given(desk.cursors().delivered(BOB, GREEN, 3));
    desk.tick();

    assertThat(store.member(GREEN, BOB.user()).map(Member::cursor))
        .contains(new Cursor(2, 3, List.of()));
  }

  @Test
  void aStoreThatIsAwayGetsThemWhenItIsBack() throws StoreException {
    say(ANN, 3);
    given(desk.cursors().read(BOB, GREEN, 2));
    store.away.set(true);
    desk.tick();
    store.away.set(false);
    assertThat(unread(BOB)).extracting(Unread::count).containsExactly(1L);
    desk.tick();

    assertThat(store.member(GREEN, BOB.user()).map(Member::cursor)).contains(Cursor.at(2));
  }

  @Test
  void aReceiptIsToldOnceForManyMoves() {
    say(ANN, 3);
    given(desk.cursors().watch("/", BOB));
    given(desk.cursors().read(BOB, GREEN, 1));
    given(desk.cursors().read(BOB, GREEN, 3));
    heard.clear();
    desk.tick();
    desk.tick();

    assertThat(heard).containsExactly(new CursorMoved(GREEN, BOB.user(), true, 3));
  }

  @Test
  void connectedMembersAreToldOfWhatIsUnreadOnceATick() {
    given(desk.cursors().watch("/", BOB));
    say(ANN, 5);
    desk.tick();
    desk.tick();

    assertThat(told).hasSize(1);
    assertThat(((UnreadChanged) told.get(0)).unread().count()).isEqualTo(5);
    assertThat(told.get(0).user()).isEqualTo(BOB.user());
  }

  @Test
  void otherDevicesAreToldThatSomethingWasRead() {
    given(desk.cursors().watch("/", BOB));
    say(ANN, 5);
    desk.tick();
    given(desk.cursors().read(BOB, GREEN, 5));
    desk.tick();

    assertThat(told).hasSize(2);
    assertThat(((UnreadChanged) told.get(1)).unread().count()).isZero();
  }

  @Test
  void theLastMoveIsToldHoweverItMeetsTheTick() {
    given(desk.cursors().watch("/", BOB));
    int moves = 1_000;
    say(ANN, moves);
    desk.tick();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> ticking =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                desk.tick();
              }
            });
    try {
      for (long sequence = 1; sequence <= moves; sequence++) {
        given(desk.cursors().read(BOB, GREEN, sequence));
        while (lastTold().cursor().read() < sequence) {
          assertThat(Thread.interrupted()).as("waited too long for %d", sequence).isFalse();
        }
      }
    } finally {
      done.set(true);
      ticking.join();
    }
  }

  @Test
  void whatIsKeptWhileMembershipsAreReadIsNotForgotten() {
    say(ANN, 3);
    given(desk.cursors().read(BOB, GREEN, 2));
    store.meanwhile.set(desk::tick);

    assertThat(unread(BOB)).extracting(Unread::count).containsExactly(1L);
  }

  @Test
  void whoHasGoneIsToldNothingAndCountsOn() {
    given(desk.cursors().watch("/", BOB));
    given(desk.cursors().watch("/", BOB));
    desk.cursors().unwatch("/", BOB);
    desk.cursors().unwatch("/", BOB);
    say(ANN, 2);
    desk.tick();

    assertThat(told).isEmpty();
    assertThat(unread(BOB)).extracting(Unread::count).containsExactly(2L);
  }

  @Test
  void mentionsAreCountedUntilTheyAreRead() {
    say(ANN, "\"nobody\"");
    say(ANN, "\"@BOB, look\"");
    say(ANN, "\"@room all of you\"");
    desk.tick();
    assertThat(unread(BOB)).extracting(Unread::mentions).containsExactly(2);
    given(desk.cursors().read(BOB, GREEN, 2));

    assertThat(unread(BOB)).extracting(Unread::mentions).containsExactly(1);
  }

  @Test
  void onlyMembersHaveACursor() {
    assertThat(refused(desk.cursors().read(EVE, GREEN, 1))).isEqualTo(RejectCode.FORBIDDEN);
    given(desk.changes().create(ANN, RED, RoomKind.PRIVATE, "", false));
    assertThat(refused(desk.cursors().read(EVE, RED, 1))).isEqualTo(RejectCode.NOT_FOUND);
  }

  @Test
  void whoLeftHasNothingUnreadThere() {
    say(ANN, 3);
    given(desk.changes().leave(BOB, GREEN, () -> {}));

    assertThat(unread(BOB)).isEmpty();
  }

  @Test
  void typingIsToldOnceAndEndsByItself() {
    heard.clear();
    given(desk.typing().set(ANN, GREEN, true));
    given(desk.typing().set(ANN, GREEN, true));
    assertThat(heard).containsExactly(typing(true));

    nanos.addAndGet(Duration.ofSeconds(Typing.EXPIRES_SECONDS + 1).toNanos());
    desk.tick();
    assertThat(heard).containsExactly(typing(true), typing(false));
  }

  @Test
  void whoGoesOnTypingIsToldAgainAfterAWhile() {
    heard.clear();
    given(desk.typing().set(ANN, GREEN, true));
    nanos.addAndGet(Duration.ofSeconds(Typing.QUIET_SECONDS).toNanos());
    given(desk.typing().set(ANN, GREEN, true));

    assertThat(heard).containsExactly(typing(true), typing(true));
  }

  @Test
  void whoHasSaidItNoLongerTypesIt() {
    heard.clear();
    given(desk.typing().set(ANN, GREEN, true));
    say(ANN, 1);

    assertThat(heard).filteredOn(TypingChanged.class::isInstance).endsWith(typing(false));
  }

  @Test
  void whoMayNotSpeakDoesNotType() {
    given(desk.changes().create(ANN, RED, RoomKind.PRIVATE, "", false));

    assertThat(refused(desk.typing().set(EVE, RED, true))).isEqualTo(RejectCode.NOT_FOUND);
    assertThat(heard).noneMatch(TypingChanged.class::isInstance);
  }

  private static TypingChanged typing(boolean on) {
    return new TypingChanged(GREEN, ANN.sender(), on, ANN.session());
  }

  private Unread lastTold() {
    return ((UnreadChanged) told.get(told.size() - 1)).unread();
  }

  private void say(Caller caller, int count) {
    for (int i = 0; i < count; i++) {
      say(caller, "1");
    }
  }

  private void say(Caller caller, String json) {
    Draft draft =
        new Draft(
            GREEN, caller.sender(), new MessageBody(json), IdempotencyKey.NONE, caller.session());
    assertThat(messages.send(caller, draft).join()).isInstanceOf(SendResult.Accepted.class);
  }

  private List<Unread> unread(Caller caller) {
    return given(desk.cursors().list(caller, "/", "", 100)).items();
  }

  private static Caller user(String id) {
    return new Caller(
        new Sender(UserId.account(id), id),
        Standing.USER,
        Map.of(),
        new SessionId("s-" + id),
        "10.0.0.9");
  }
}
