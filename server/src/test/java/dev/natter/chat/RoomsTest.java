package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final RoomId OPEN = new RoomId("/", "green");
  private static final RoomId CLOSED = new RoomId("/", "red");
  private static final Caller GUEST =
      Caller.guest(new Sender(UserId.guest("g1"), "Gus"), SessionId.NONE, "10.0.0.1");
  private static final Caller ANN = user("ann", Standing.USER, Map.of());
  private static final Caller ADMIN = user("root", Standing.ADMIN, Map.of());

  private final FaultyRoomStore store = new FaultyRoomStore();
  private final Rooms rooms =
      new Rooms(store, RoomRules.defaults(), Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @EnumSource(
      value = Act.class,
      names = {"READ", "POST", "REACT", "AMEND_OWN"})
  void inARoomThatNobodyMadeEverybodyReadsAndSpeaks(Act act) {
    assertThat(rooms.refusal(GUEST, act, OPEN)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Act.class,
      names = {"READ", "POST", "REACT", "AMEND_OWN"},
      mode = EnumSource.Mode.EXCLUDE)
  void whatNeedsARoleIsForbiddenToGuests(Act act) {
    assertThat(code(GUEST, act, OPEN)).isEqualTo(RejectCode.FORBIDDEN);
    assertThat(rooms.refusal(ADMIN, act, OPEN)).isEmpty();
  }

  @Test
  void postingInAnOpenRoomAsksTheStoreOnce() {
    for (int i = 0; i < 100; i++) {
      assertThat(rooms.refusal(GUEST, Act.POST, OPEN)).isEmpty();
    }

    assertThat(store.reads).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void aPrivateRoomIsNotThereForThoseWhoAreNotInIt(Act act) throws StoreException {
    store.create(Room.of(CLOSED, RoomKind.PRIVATE, ADMIN.user(), NOW));

    assertThat(code(ANN, act, CLOSED)).isEqualTo(RejectCode.NOT_FOUND);
    assertThat(code(GUEST, act, CLOSED)).isEqualTo(RejectCode.NOT_FOUND);
  }

  @Test
  void aMemberOfAPrivateRoomReadsAndSpeaks() throws StoreException {
    store.create(Room.of(CLOSED, RoomKind.PRIVATE, ADMIN.user(), NOW));
    store.save(member(CLOSED, ANN, Role.MEMBER, Sanction.NONE));

    assertThat(rooms.refusal(ANN, Act.READ, CLOSED)).isEmpty();
    assertThat(rooms.refusal(ANN, Act.POST, CLOSED)).isEmpty();
    assertThat(code(ANN, Act.MODERATE, CLOSED)).isEqualTo(RejectCode.FORBIDDEN);
  }

  @Test
  void aTokenGrantsARoleInTheRoomItNames() throws StoreException {
    store.create(Room.of(CLOSED, RoomKind.PRIVATE, ADMIN.user(), NOW));
    Caller granted = user("bob", Standing.USER, Map.of("red", Role.MODERATOR));

    assertThat(rooms.refusal(granted, Act.MODERATE, CLOSED)).isEmpty();
    assertThat(code(granted, Act.MODERATE, OPEN)).isEqualTo(RejectCode.FORBIDDEN);
  }

  @Test
  void aDirectRoomIsOpenToItsTwoUsersAndToNobodyElse() throws StoreException {
    RoomId direct = RoomId.direct("/", ANN.user(), GUEST.user());
    assertThat(code(ANN, Act.READ, direct)).isEqualTo(RejectCode.NOT_FOUND);
    Caller everywhere = user("eve", Standing.USER, Map.of("*", Role.OWNER));
    RoomStore fresh = new MemoryRoomStore();
    fresh.create(Room.of(direct, RoomKind.DIRECT, ANN.user(), NOW));
    fresh.save(member(direct, ANN, Role.MEMBER, Sanction.NONE));
    Rooms made = new Rooms(fresh, RoomRules.defaults(), Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(made.refusal(ANN, Act.READ, direct)).isEmpty();
    assertThat(made.refusal(ADMIN, Act.READ, direct)).isPresent();
    assertThat(made.refusal(everywhere, Act.READ, direct)).isPresent();
  }

  @Test
  void theRoomOfTwoUsersIsTheSameWhicheverBegins() {
    assertThat(RoomId.direct("/", ANN.user(), GUEST.user()))
        .isEqualTo(RoomId.direct("/", GUEST.user(), ANN.user()))
        .isNotEqualTo(RoomId.direct("/", ANN.user(), ADMIN.user()));
  }

  @Test
  void aMuteSaysWhenItEnds() throws StoreException {
    Sanction muted = Sanction.NONE.mutedUntil(NOW.plusSeconds(90));
    store.save(member(OPEN, ANN, Role.MEMBER, muted));

    assertThat(rooms.refusal(ANN, Act.POST, OPEN))
        .contains(
            new Rejected(
                RejectCode.MUTED, "You are muted here for a while.", Duration.ofSeconds(90)));
    assertThat(rooms.refusal(ANN, Act.READ, OPEN)).isEmpty();
  }

  @Test
  void aMuteThatIsOverHoldsNobody() throws StoreException {
    store.save(member(OPEN, ANN, Role.MEMBER, Sanction.NONE.mutedUntil(NOW)));

    assertThat(rooms.refusal(ANN, Act.POST, OPEN)).isEmpty();
  }

  @Test
  void aBanHoldsTheUserAndEveryGuestOfItsAddress() throws StoreException {
    store.save(member(OPEN, GUEST, Role.GUEST, Sanction.NONE.banned("spam", "10.0.0.1")));
    Caller neighbour =
        Caller.guest(new Sender(UserId.guest("g2"), "Neo"), SessionId.NONE, "10.0.0.1");
    Caller account = new Caller(ANN.sender(), Standing.USER, Map.of(), SessionId.NONE, "10.0.0.1");

    assertThat(code(GUEST, Act.READ, OPEN)).isEqualTo(RejectCode.BANNED);
    assertThat(code(neighbour, Act.READ, OPEN)).isEqualTo(RejectCode.BANNED);
    assertThat(rooms.refusal(account, Act.READ, OPEN)).isEmpty();
  }

  @Test
  void inAReadOnlyRoomOnlyThoseWhoRunItSpeak() throws StoreException {
    store.create(new Room(OPEN, RoomKind.PUBLIC, true, "", Retention.FOREVER, ADMIN.user(), NOW));
    store.save(member(OPEN, ANN, Role.MEMBER, Sanction.NONE));
    Caller moderator = user("mo", Standing.USER, Map.of("green", Role.MODERATOR));

    assertThat(code(ANN, Act.POST, OPEN)).isEqualTo(RejectCode.READ_ONLY);
    assertThat(rooms.refusal(ANN, Act.READ, OPEN)).isEmpty();
    assertThat(rooms.refusal(ANN, Act.REACT, OPEN)).isEmpty();
    assertThat(rooms.refusal(moderator, Act.POST, OPEN)).isEmpty();
  }

  @Test
  void whereRoomsAreMadeOnlyByRequestOthersAreNotThereButTheLobby() {
    Rooms strict =
        new Rooms(
            store, RoomRules.defaults().withCreateOnJoin(false), Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(strict.refusal(ANN, Act.READ, OPEN).map(Rejected::code))
        .contains(RejectCode.NOT_FOUND);
    assertThat(strict.refusal(ANN, Act.POST, RoomId.lobby("/"))).isEmpty();
  }

  @Test
  void aStoreThatIsAwayRefusesWhatIsNotKnown() {
    store.away.set(true);

    assertThat(code(GUEST, Act.READ, OPEN)).isEqualTo(RejectCode.UNAVAILABLE);
    assertThat(code(GUEST, Act.POST, OPEN)).isEqualTo(RejectCode.NOT_STORED);
  }

  @Test
  void whatIsKnownIsDecidedWithoutTheStore() {
    assertThat(rooms.refusal(GUEST, Act.POST, OPEN)).isEmpty();
    store.away.set(true);

    assertThat(rooms.refusal(GUEST, Act.POST, OPEN)).isEmpty();
  }

  private RejectCode code(Caller caller, Act act, RoomId room) {
    return rooms.refusal(caller, act, room).map(Rejected::code).orElseThrow();
  }

  private static Caller user(String id, Standing standing, Map<String, Role> grants) {
    return new Caller(
        new Sender(UserId.account(id), id), standing, grants, SessionId.NONE, "10.0.0.9");
  }

  private static Member member(RoomId room, Caller caller, Role role, Sanction sanction) {
    return new Member(
        room, caller.user(), caller.sender().name(), role, NOW, sanction, Cursor.START);
  }
}
