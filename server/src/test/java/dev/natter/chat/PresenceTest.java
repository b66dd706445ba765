package dev.natter.chat;

import static dev.natter.chat.Outcomes.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final RoomId GREEN = new RoomId("/", "green");
  private static final RoomId DEN = new RoomId("/", "den");
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Caller ANN = user("ann", "1");
  private static final Caller ANNS_PHONE = user("ann", "2");
  private static final Caller BOB = user("bob", "3");
  private static final Caller EVE = user("eve", "4");

  private final ManualClock clock = new ManualClock();
  private final Instant start = clock.instant();
  private final MemoryUserStore users = new MemoryUserStore();
  private final List<PresenceChanged> told = Collections.synchronizedList(new ArrayList<>());
  private final Rooms rooms = new Rooms(new MemoryRoomStore(), RoomRules.defaults(), clock);
  private final Messages messages =
      new Messages(
          new MemoryMessageStore(Clock.systemUTC()),
          rooms,
          event -> {},
          ChatLimits.defaults(),
          System::nanoTime,
          Throwable::printStackTrace);
  private final RoomDesk desk = server();
  private final Presence presence = desk.presence();

  /** A server that begins over what the stores have. */
  private RoomDesk server() {
    return RoomDesk.of(
        rooms,
        messages,
        new UserNames(new Attendance(), user -> Optional.of(user.value())),
        this::hear,
        event -> {},
        new LastSeen(users),
        GRACE,
        () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(),
        Throwable::printStackTrace);
  }

  private void hear(RoomEvent event) {
    if (event instanceof PresenceChanged changed) {
      told.add(changed);
    }
    desk.hear(event);
  }

  @AfterEach
  void close() {
    messages.close(Duration.ofSeconds(5));
  }

  @Test
  void whoComesIsToldAtOnce() {
    comes(ANN, GREEN);

    assertThat(news()).containsExactly("ann here");
    assertThat(told.get(0).present()).isEqualTo(1);
  }

  @Test
  void severalDevicesAreOneUser() {
    comes(ANN, GREEN);
    comes(ANNS_PHONE, GREEN);
    goes(ANN);
    pass(GRACE.multipliedBy(2));

    assertThat(news()).containsExactly("ann here");
    assertThat(presence.isPresent(GREEN, ANN.user())).isTrue();
  }

  @Test
  void whoDoesNotComeBackIsGoneAfterItsGrace() {
    comes(ANN, GREEN);
    pass(Duration.ofSeconds(5));
    goes(ANN);
    pass(GRACE.minusSeconds(1));
    assertThat(news()).containsExactly("ann here");
    pass(Duration.ofSeconds(1));

    assertThat(news()).containsExactly("ann here", "ann gone");
    assertThat(told.get(1).people().get(0).lastSeen()).contains(start.plusSeconds(5));
    assertThat(told.get(1).present()).isZero();
  }

  @Test
  void aPhoneThatComesAndGoesIsNotSeenTo() {
    comes(ANN, GREEN);
    for (int i = 0; i < 20; i++) {
      goes(ANN);
      pass(Duration.ofSeconds(4));
      comes(ANN, GREEN);
      pass(Duration.ofSeconds(4));
    }

    assertThat(news()).containsExactly("ann here");
  }

  @Test
  void aRoomThatIsNotOpenedAgainIsLeftAfterTheGrace() {
    comes(ANN, GREEN);
    goes(ANN);
    pass(Duration.ofSeconds(1));
    comes(ANN, DEN);
    pass(GRACE);

    assertThat(news()).containsExactly("ann here", "ann here", "ann gone");
    assertThat(told.get(2).people().get(0).lastSeen()).isEmpty();
    assertThat(told.get(2).room()).isEqualTo(GREEN);
  }

  @Test
  void whoClosesARoomAndStaysIsSeenToAtOnce() {
    comes(ANN, GREEN);
    tick();
    presence.close(GREEN, ANN);

    assertThat(news()).containsExactly("ann here", "ann gone");
  }

  @Test
  void whoBelongsToARoomIsThereWithoutOpeningIt() {
    presence.enter("/", ANN);
    presence.belongs(ANN.user(), List.of(GREEN));
    goes(ANN);
    pass(GRACE);

    assertThat(news()).containsExactly("ann here", "ann gone");
  }

  @Test
  void whoIsTakenInOrSentAwayIsSeenTo() {
    presence.enter("/", ANN);
    Member member = rooms.fresh(GREEN, ANN.user(), "ann", Role.MEMBER, 0);
    presence.hear(new MemberJoined(member, SessionId.NONE));
    tick();
    presence.hear(new MemberLeft(GREEN, ANN.user(), Departure.KICKED, SessionId.NONE));

    assertThat(news()).containsExactly("ann here", "ann gone");
  }

  @Test
  void whoTakesAnotherNameIsToldByIt() {
    comes(ANN, GREEN);
    tick();
    Sender other = new Sender(ANN.user(), "Annabel");
    presence.rename("/", new Caller(other, Standing.USER, Map.of(), ANN.session(), ANN.address()));

    assertThat(news()).containsExactly("ann here", "Annabel here");
  }

  @Test
  void aThousandAtOnceAreToldInFewEventsOfBoundedLength() {
    for (int i = 0; i < 1_000; i++) {
      comes(user("u" + i, "s" + i), GREEN);
    }
    tick();

    assertThat(told).hasSize(2);
    assertThat(told.get(1).people()).isEmpty();
    assertThat(told.get(1).present()).isEqualTo(1_000);
    assertThat(told.get(1).more()).isTrue();
  }

  @Test
  void ofManyTheFirstAreToldByNameAndThatThereAreMore() {
    for (int i = 0; i < 200; i++) {
      comes(user("u" + i, "s" + i), GREEN);
    }
    tick();

    assertThat(told.get(1).people()).hasSize(ComingsAndGoings.MOST_TOLD);
    assertThat(told.get(1).more()).isTrue();
    tick();
    assertThat(told).hasSize(2);
  }

  @Test
  void timesGoToTheStoreInBulkAndNotWithEachEvent() throws StoreException {
    comes(ANN, GREEN);
    goes(ANN);
    assertThat(users.lastSeen(List.of(ANN.user()))).isEmpty();
    pass(GRACE);

    assertThat(users.lastSeen(List.of(ANN.user()))).containsEntry(ANN.user(), start);
  }

  @Test
  void aFallOfTheServerTakesBackAMinuteAtMost() throws StoreException {
    comes(ANN, GREEN);
    pass(Presence.NOTED_EVERY);
    clock.advance(Duration.ofSeconds(50));

    assertThat(users.lastSeen(List.of(ANN.user())))
        .containsEntry(ANN.user(), start.plus(Presence.NOTED_EVERY));
  }

  @Test
  void aRestartRemembersWhenEverybodyWasThere() {
    given(desk.changes().join(ANN, GREEN, () -> {}));
    given(desk.changes().join(BOB, GREEN, () -> {}));
    comes(ANN, GREEN);
    comes(BOB, GREEN);
    clock.advance(Duration.ofSeconds(3));
    goes(BOB);
    clock.advance(Duration.ofSeconds(3));
    desk.close();

    PresencePage page = given(server().presence().list(BOB, GREEN, "", 10));
    assertThat(page.present()).isZero();
    assertThat(page.people().items())
        .extracting(Attendee::lastSeen)
        .containsExactly(Optional.of(start.plusSeconds(6)), Optional.of(start.plusSeconds(3)));
  }

  @Test
  void theListHasMembersAndGuestsByIdPageByPage() {
    given(desk.changes().join(ANN, GREEN, () -> {}));
    given(desk.changes().join(BOB, GREEN, () -> {}));
    Caller guest = Caller.guest(Sender.guest("g1", "Gil"), new SessionId("9"), "");
    comes(guest, GREEN);
    comes(BOB, GREEN);

    PresencePage first = given(presence.list(guest, GREEN, "", 2));
    PresencePage rest = given(presence.list(guest, GREEN, first.people().next(), 2));

    assertThat(first.present()).isEqualTo(2);
    assertThat(shown(first)).containsExactly("Gil here GUEST", "ann gone MEMBER");
    assertThat(shown(rest)).containsExactly("bob here MEMBER");
    assertThat(rest.people().next()).isEmpty();
  }

  @Test
  void aPrivateRoomShowsNobodyToOutsiders() {
    given(desk.changes().create(ANN, DEN, RoomKind.PRIVATE, "", false));
    given(desk.moderation().invite(ANN, DEN, BOB.user()));
    comes(BOB, DEN);
    assertThat(refusal(presence.list(EVE, DEN, "", 10))).contains(RejectCode.NOT_FOUND);
    assertThat(refusal(presence.list(BOB, DEN, "", 10))).isEmpty();
    given(desk.moderation().kick(ANN, DEN, BOB.user()));

    assertThat(refusal(presence.list(BOB, DEN, "", 10))).contains(RejectCode.NOT_FOUND);
  }

  private void comes(Caller caller, RoomId room) {
    presence.enter(room.namespace(), caller);
    presence.open(room, caller);
  }

  private void goes(Caller caller) {
    presence.leave("/", caller);
  }

  private void pass(Duration time) {
    clock.advance(time);
    tick();
  }

  private void tick() {
    desk.tick();
  }

  private List<String> news() {
    return told.stream().flatMap(one -> one.people().stream()).map(PresenceTest::shown).toList();
  }

  private static List<String> shown(PresencePage page) {
    return page.people().items().stream()
        .map(one -> shown(one) + " " + one.role().orElseThrow())
        .toList();
  }

  private static String shown(Attendee one) {
    return one.who().name() + (one.online() ? " here" : " gone");
  }

  private static <T> Optional<RejectCode> refusal(CompletableFuture<Answer<T>> answer) {
    return answer.join().fold(value -> Optional.empty(), why -> Optional.of(why.code()));
  }

  private static Caller user(String name, String session) {
    Sender sender = new Sender(UserId.account(name), name);
    return new Caller(sender, Standing.USER, Map.of(), new SessionId(session), "");
  }
}
