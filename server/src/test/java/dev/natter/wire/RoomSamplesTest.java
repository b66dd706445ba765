package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.natter.chat.Attendee;
import dev.natter.chat.Cursor;
import dev.natter.chat.CursorMoved;
import dev.natter.chat.Departure;
import dev.natter.chat.Listing;
import dev.natter.chat.Member;
import dev.natter.chat.MemberChanged;
import dev.natter.chat.MemberJoined;
import dev.natter.chat.MemberLeft;
import dev.natter.chat.PresenceChanged;
import dev.natter.chat.PresencePage;
import dev.natter.chat.Retention;
import dev.natter.chat.Role;
import dev.natter.chat.Room;
import dev.natter.chat.RoomChanged;
import dev.natter.chat.RoomEvent;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomInvited;
import dev.natter.chat.RoomKind;
import dev.natter.chat.RoomRemoved;
import dev.natter.chat.Sanction;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.TypingChanged;
import dev.natter.chat.Unread;
import dev.natter.chat.UnreadChanged;
import dev.natter.chat.UserEvent;
import dev.natter.chat.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the samples of rooms in {@code wire/*.json}, which the web client's tests read too. */
class RoomSamplesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final RoomId GREEN = new RoomId("/", "green");
  private static final UserId ANN = UserId.account("ann");
  private static final UserId BOB = UserId.account("bob");
  private static final Room ROOM =
      new Room(GREEN, RoomKind.PRIVATE, true, "Trees", new Retention(7, 500), ANN, NOW);
  private static final Member MEMBER =
      new Member(
          GREEN,
          ANN,
          "Ann",
          Role.MODERATOR,
          NOW,
          Sanction.NONE.mutedUntil(NOW.plusSeconds(60)),
          Cursor.START);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void whatHappensInARoom() throws IOException {
    assertSpelled("room-changed", new RoomChanged(ROOM, SessionId.NONE));
    assertSpelled("member-joined", new MemberJoined(MEMBER, SessionId.NONE));
    assertSpelled("member-changed", new MemberChanged(MEMBER, SessionId.NONE));
    assertSpelled("member-left", new MemberLeft(GREEN, ANN, Departure.KICKED, SessionId.NONE));
  }

  @Test
  void whatAUserIsTold() throws IOException {
    assertSpelled("room-invited", new RoomInvited(ANN, ROOM, new Sender(BOB, "Bob")));
    assertSpelled("room-removed", new RoomRemoved(ANN, GREEN, Departure.KICKED));
  }

  @Test
  void whatMembersHaveRead() throws IOException, MalformedException {
    Unread unread = new Unread(GREEN, 9, 3, new Cursor(4, 6, List.of(3L, 8L)));

    assertSpelled("read-moved", new CursorMoved(GREEN, ANN, true, 7));
    assertSpelled("delivered-moved", new CursorMoved(GREEN, ANN, false, 7));
    assertSpelled("unread-changed", new UnreadChanged(ANN, unread));
    assertThat(tree(CursorAck.of(GREEN, 7))).isEqualTo(sample("cursor-ack"));
    assertThat(tree(UnreadListing.of(new Listing<>(List.of(unread), "green"))))
        .isEqualTo(sample("unread-listing"));
    assertThat(SetCursor.read(text("read-set"))).isEqualTo(new SetCursor("green", 7));
    assertThat(SetCursor.read(text("delivered-set"))).isEqualTo(new SetCursor("green", 7));
    assertThat(ListRequest.read(text("unread-list")))
        .isEqualTo(new ListRequest("", "", "blue", 20));
  }

  @Test
  void whoIsThere() throws IOException, MalformedException {
    Attendee ann = new Attendee(new Sender(ANN, "Ann"), Optional.empty(), true, Optional.empty());
    Attendee bob = new Attendee(new Sender(BOB, "Bob"), Optional.empty(), false, Optional.of(NOW));
    Listing<Attendee> page =
        new Listing<>(List.of(as(ann, Role.MODERATOR), as(bob, Role.MEMBER)), BOB.value());

    assertSpelled("presence-changed", new PresenceChanged(GREEN, List.of(ann, bob), 1, true));
    assertThat(tree(PresenceListing.of(GREEN, new PresencePage(page, 7))))
        .isEqualTo(sample("presence-listing"));
    assertThat(ListRequest.read(text("presence-list")))
        .isEqualTo(new ListRequest("green", "", "user:abe", 20));
  }

  private static Attendee as(Attendee attendee, Role role) {
    return new Attendee(attendee.who(), Optional.of(role), attendee.online(), attendee.lastSeen());
  }

  @Test
  void typing() throws IOException, MalformedException {
    assertSpelled(
        "typing-changed", new TypingChanged(GREEN, new Sender(ANN, "Ann"), true, SessionId.NONE));
    assertThat(SetTyping.read(text("typing-set"))).isEqualTo(new SetTyping("green", true));
  }

  @Test
  void answers() throws IOException {
    assertThat(tree(RoomAck.of(ROOM, Role.OWNER))).isEqualTo(sample("room-ack"));
    assertThat(tree(RoomListing.of(new Listing<>(List.of(ROOM), "green"))))
        .isEqualTo(sample("room-listing"));
    assertThat(tree(MemberAck.of(MEMBER))).isEqualTo(sample("member-ack"));
    assertThat(
            tree(MemberListing.of(GREEN, new Listing<>(List.of(MEMBER), ANN.value()), ANN::equals)))
        .isEqualTo(sample("member-listing"));
  }

  @Test
  void makingAndChangingARoom() throws IOException, MalformedException {
    assertThat(CreateRoom.read(text("room-create")))
        .isEqualTo(new CreateRoom("green", RoomKind.PRIVATE, "Trees", true));
    UpdateRoom update = UpdateRoom.read(text("room-update"));
    assertThat(update.room()).isEqualTo("green");
    assertThat(update.patch().kind()).contains(RoomKind.PRIVATE);
    assertThat(update.patch().readOnly()).contains(true);
    assertThat(update.patch().topic()).contains("Trees");
    assertThat(update.patch().keepDays()).isEqualTo(OptionalInt.of(7));
    assertThat(update.patch().keepCount()).isEqualTo(OptionalInt.of(500));
  }

  @Test
  void questionsForRoomsAndMembers() throws IOException, MalformedException {
    assertThat(RoomQuestion.read(text("room-show"))).isEqualTo(new RoomQuestion("green"));
    assertThat(ListRequest.read(text("room-list")))
        .isEqualTo(new ListRequest("", "trees", "blue", 20));
    assertThat(ListRequest.read(text("room-members")))
        .isEqualTo(new ListRequest("green", "", "user:ann", 20));
    assertThat(RoomUser.user(text("direct-open"))).isEqualTo(BOB);
  }

  @Test
  void aUrlsQueryAsksForPartOfAList() throws MalformedException {
    assertThat(ListRequest.ofQuery(Map.of("words", "a b", "cursor", "1", "limit", "7")))
        .isEqualTo(new ListRequest("", "a b", "1", 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"room-invite", "room-kick", "room-unban", "room-unmute"})
  void whatIsDoneToAUser(String name) throws IOException, MalformedException {
    assertThat(RoomUser.read(text(name)))
        .isEqualTo(new RoomUser("green", BOB, "", Duration.ZERO, Optional.empty()));
  }

  @Test
  void whatIsDoneToAUserWithMoreToSay() throws IOException, MalformedException {
    assertThat(RoomUser.read(text("room-ban")).reason()).isEqualTo("spam");
    assertThat(RoomUser.read(text("room-mute")).time()).isEqualTo(Duration.ofMinutes(1));
    assertThat(RoomUser.read(text("room-role")).role()).contains(Role.MODERATOR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};'room' is missing.",
        "{\"room\":{\"$ne\":1}};'room' must be a string.",
        "{\"room\":\"a\"};'user' is missing.",
        "{\"room\":\"a\",\"user\":{\"$gt\":\"\"}};'user' must be a string.",
        "{\"room\":\"a\",\"user\":\"a|b\"};Not a user: a user's id has no control character and"
            + " no '|'.",
        "{\"room\":\"a\",\"user\":\"b\",\"role\":\"king\"};'role' has no such value.",
        "{\"room\":\"a\",\"user\":\"b\",\"forMs\":-1};'forMs' is 0 or more."
      })
  void whatIsNotMeantIsRefused(String json, String sentence) {
    assertThatThrownBy(() -> RoomUser.read(json))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.sentence()).isEqualTo(sentence));
  }

  private static void assertSpelled(String name, RoomEvent event) throws IOException {
    assertSpelled(name, Dialect.NATTER.spell(event));
    assertThat(Dialect.MESSAGE.spell(event)).isEmpty();
  }

  private static void assertSpelled(String name, UserEvent event) throws IOException {
    assertSpelled(name, Dialect.NATTER.spell(event));
    assertThat(Dialect.MESSAGE.spell(event)).isEmpty();
  }

  private static void assertSpelled(String name, Optional<Spelling> spelling) throws IOException {
    assertThat(spelling.map(Spelling::event)).contains(name.replace('-', ':'));
    assertThat(MAPPER.readTree(spelling.orElseThrow().text())).isEqualTo(sample(name));
  }

  private static JsonNode tree(Object payload) throws IOException {
    return MAPPER.readTree(WireCodec.json(payload));
  }

  private static JsonNode sample(String name) throws IOException {
    return MAPPER.readTree(text(name));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = RoomSamplesTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return MAPPER.readTree(Objects.requireNonNull(in, name)).toString();
    }
  }
}
