package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of rooms must do. */
@Timeout(60)
public abstract class RoomStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
  private static final RoomId GREEN = new RoomId("/", "green");
  private static final RoomId RED = new RoomId("/", "red");
  private static final UserId ANN = UserId.account("ann");
  private static final UserId BOB = UserId.subject("bob");

  private RoomStore store = new MemoryRoomStore();

  /** An empty store. */
  protected abstract RoomStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @Test
  void aRoomComesBackAsItWasMade() throws StoreException {
    Room room =
        new Room(GREEN, RoomKind.PUBLIC, true, "Trees & $leaves", new Retention(7, 9), ANN, NOW);

    assertThat(store.room(GREEN)).isEmpty();
    assertThat(store.create(room)).isTrue();
    assertThat(store.room(GREEN)).contains(room);
  }

  @Test
  void aRoomIsMadeOnce() throws StoreException {
    Room first = Room.of(GREEN, RoomKind.PUBLIC, ANN, NOW);
    store.create(first);

    assertThat(store.create(Room.of(GREEN, RoomKind.PRIVATE, BOB, NOW))).isFalse();
    assertThat(store.room(GREEN)).contains(first);
  }

  @Test
  void onlyPublicRoomsOfTheNamespaceAreListedByName() throws StoreException {
    for (String name : List.of("b", "a", "d", "c")) {
      store.create(Room.of(new RoomId("/", name), RoomKind.PUBLIC, ANN, NOW));
    }
    store.create(Room.of(new RoomId("/", "bb"), RoomKind.PRIVATE, ANN, NOW));
    store.create(Room.of(new RoomId("/x", "aa"), RoomKind.PUBLIC, ANN, NOW));

    assertThat(names(store.publicRooms("/", "", 3))).containsExactly("a", "b", "c");
    assertThat(names(store.publicRooms("/", "c", 3))).containsExactly("d");
    assertThat(names(store.publicRooms("/x", "", 3))).containsExactly("aa");
  }

  @Test
  void aRoomThatTurnsPrivateIsNoLongerListed() throws StoreException {
    store.create(Room.of(GREEN, RoomKind.PUBLIC, ANN, NOW));
    store.save(Room.of(GREEN, RoomKind.PRIVATE, ANN, NOW));

    assertThat(store.publicRooms("/", "", 10)).isEmpty();
    assertThat(store.room(GREEN).map(Room::kind)).contains(RoomKind.PRIVATE);
  }

  @Test
  void aMemberComesBackAsItWasSaved() throws StoreException {
    Sanction sanction = new Sanction(NOW.plusSeconds(60), true, "spam", "10.0.0.1");
    Member member = new Member(GREEN, ANN, "Änn |$", Role.MODERATOR, NOW, sanction, Cursor.at(7));
    store.save(member);

    assertThat(store.member(GREEN, ANN)).contains(member);
    assertThat(store.member(GREEN, BOB)).isEmpty();
    assertThat(store.member(RED, ANN)).isEmpty();
  }

  @Test
  void savingAMemberAgainLeavesItsCursor() throws StoreException {
    store.save(member(GREEN, ANN, Role.MEMBER));
    store.move(List.of(new CursorMove(GREEN, ANN, 5, 6, List.of(4L, 6L))));
    store.save(member(GREEN, ANN, Role.OWNER));

    assertThat(store.member(GREEN, ANN).map(Member::cursor))
        .contains(new Cursor(5, 6, List.of(4L, 6L)));
    assertThat(store.member(GREEN, ANN).map(Member::role)).contains(Role.OWNER);
  }

  @Test
  void aRemovedMemberIsFoundNowhere() throws StoreException {
    store.save(member(GREEN, ANN, Role.MEMBER).under(Sanction.NONE.banned("", "")));
    store.remove(GREEN, ANN);

    assertThat(store.member(GREEN, ANN)).isEmpty();
    assertThat(store.members(GREEN, Role.MEMBER, "", 10)).isEmpty();
    assertThat(store.sanctioned(GREEN)).isEmpty();
    assertThat(store.named(GREEN, List.of("ann"))).isEmpty();
    assertThat(store.memberships("/", ANN, "", 10)).isEmpty();
  }

  @Test
  void membersAreListedByIdAndThoseWhoDoNotBelongAreNot() throws StoreException {
    for (String id : List.of("c", "a", "b")) {
      store.save(member(GREEN, UserId.account(id), Role.MEMBER));
    }
    store.save(member(GREEN, BOB, Role.GUEST).under(Sanction.NONE.banned("", "")));
    store.save(member(new RoomId("/", "green2"), BOB, Role.MEMBER));

    assertThat(users(store.members(GREEN, Role.MEMBER, "", 2))).containsExactly("user:a", "user:b");
    assertThat(users(store.members(GREEN, Role.MEMBER, "user:b", 2))).containsExactly("user:c");
    store.save(member(GREEN, UserId.account("b"), Role.OWNER));
    assertThat(users(store.members(GREEN, Role.MODERATOR, "", 9))).containsExactly("user:b");
  }

  @Test
  void onlyTheSanctionedAreFoundAsSuch() throws StoreException {
    store.save(member(GREEN, ANN, Role.MEMBER));
    store.save(member(GREEN, BOB, Role.MEMBER).under(Sanction.NONE.mutedUntil(NOW)));
    assertThat(users(store.sanctioned(GREEN))).containsExactly(BOB.value());

    store.save(member(GREEN, BOB, Role.MEMBER));
    assertThat(store.sanctioned(GREEN)).isEmpty();
  }

  @Test
  void membersAreFoundByNameInWhicheverCase() throws StoreException {
    store.save(member(GREEN, ANN, Role.MEMBER).named("Änn"));
    store.save(member(GREEN, BOB, Role.MEMBER).named("Bob"));
    store.save(member(RED, UserId.account("c"), Role.MEMBER).named("Bob"));

    assertThat(users(store.named(GREEN, List.of("äNN", "BOB", "eve"))))
        .containsExactlyInAnyOrder(ANN.value(), BOB.value());
    store.save(member(GREEN, BOB, Role.MEMBER).named("Robert"));
    assertThat(store.named(GREEN, List.of("bob"))).isEmpty();
  }

  @Test
  void aUsersMembershipsAreListedByRoom() throws StoreException {
    for (String name : List.of("c", "a", "b")) {
      store.save(member(new RoomId("/", name), ANN, Role.MEMBER));
    }
    store.save(member(new RoomId("/x", "z"), ANN, Role.MEMBER));
    store.save(member(GREEN, ANN, Role.GUEST).under(Sanction.NONE.banned("", "")));
    store.save(member(GREEN, BOB, Role.MEMBER));

    assertThat(rooms(store.memberships("/", ANN, "", 2))).containsExactly("a", "b");
    assertThat(rooms(store.memberships("/", ANN, "b", 2))).containsExactly("c");
    assertThat(rooms(store.memberships("/x", ANN, "", 2))).containsExactly("z");
  }

  @Test
  void aCursorNeverGoesBack() throws StoreException {
    store.save(member(GREEN, ANN, Role.MEMBER));
    store.move(List.of(new CursorMove(GREEN, ANN, 5, 0, List.of())));
    store.move(List.of(new CursorMove(GREEN, ANN, 3, 2, List.of())));

    assertThat(store.member(GREEN, ANN).map(Member::cursor)).contains(Cursor.at(5));
  }

  @Test
  void onlyTheNewestMentionsAreKept() throws StoreException {
    store.save(member(GREEN, ANN, Role.MEMBER));
    for (long first = 1; first <= Cursor.MAX_MENTIONS + 5; first += 35) {
      List<Long> mentions = LongStream.range(first, first + 35).boxed().toList();
      store.move(List.of(new CursorMove(GREEN, ANN, 0, 0, mentions)));
    }

    Cursor cursor = store.member(GREEN, ANN).map(Member::cursor).orElseThrow();
    assertThat(cursor.mentions()).hasSize(Cursor.MAX_MENTIONS).startsWith(6L).endsWith(105L);
    assertThat(cursor.unreadMentions()).isEqualTo(Cursor.MAX_MENTIONS);
  }

  @Test
  void movingTheCursorOfSomebodyUnknownKeepsNothing() throws StoreException {
    store.move(List.of(new CursorMove(GREEN, ANN, 5, 5, List.of(5L))));

    assertThat(store.member(GREEN, ANN)).isEmpty();
  }

  private static Member member(RoomId room, UserId user, Role role) {
    return new Member(room, user, "ann", role, NOW, Sanction.NONE, Cursor.START);
  }

  private static List<String> names(List<Room> rooms) {
    return rooms.stream().map(room -> room.id().name()).toList();
  }

  private static List<String> users(List<Member> members) {
    return members.stream().map(member -> member.user().value()).toList();
  }

  private static List<String> rooms(List<Member> members) {
    return members.stream().map(member -> member.room().name()).toList();
  }
}
