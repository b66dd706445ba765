package dev.natter.chat;

import static dev.natter.chat.Outcomes.given;
import static dev.natter.chat.Outcomes.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may modify what, and what the room hears of it. */
@Timeout(30)
class AmendmentsTest {

  private static final RoomId LOBBY = RoomId.lobby("/");
  private static final Caller ANN = account("ann");
  private static final Caller BEN = account("ben");
  private static final Caller MOD =
      new Caller(
          new Sender(UserId.account("mod"), "Mod"),
          Standing.USER,
          Map.of("lobby", Role.MODERATOR),
          new SessionId("mod"),
          "");
  private static final Emoji THUMB = new Emoji("👍");
  private static final Instant NOW = Instant.parse("2026-11-22T08:30:00Z");

  private final List<RoomEvent> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final Messages messages =
      new Messages(
          new MemoryMessageStore(Clock.fixed(NOW, ZoneOffset.UTC)),
          new Rooms(),
          heard::add,
          ChatLimits.defaults(),
          System::nanoTime,
          faults::add);

  @AfterEach
  void close() {
    messages.close(Duration.ofSeconds(5));
    assertThat(faults).isEmpty();
  }

  @Test
  void whoSaidItMayEditIt() {
    post(ANN, "\"Hello\"");

    Message edited = given(messages.edit(ANN, LOBBY, 1, new MessageBody("\"Hi\"")));

    assertThat(edited.body().json()).isEqualTo("\"Hi\"");
    assertThat(edited.revision().editedAt()).contains(NOW);
    assertThat(edited.change()).isEqualTo(1);
    assertThat(heard.get(1)).isEqualTo(new MessageChanged(edited, ANN.session()));
  }

  @Test
  void nobodyElseMayEditIt() {
    post(ANN, "\"Hello\"");

    assertThat(refused(messages.edit(BEN, LOBBY, 1, new MessageBody("1"))))
        .isEqualTo(RejectCode.FORBIDDEN);
    assertThat(heard).hasSize(1);
  }

  @Test
  void theSameWordsAgainAreNoChange() {
    post(ANN, "\"Hello\"");

    Message same = given(messages.edit(ANN, LOBBY, 1, new MessageBody("\"Hello\"")));

    assertThat(same.change()).isZero();
    assertThat(heard).hasSize(1);
  }

  @Test
  void anEditOverTheLimitIsRefused() {
    post(ANN, "1");

    MessageBody large = new MessageBody("\"" + "x".repeat(64 * 1024) + "\"");
    assertThat(refused(messages.edit(ANN, LOBBY, 1, large))).isEqualTo(RejectCode.TOO_LARGE);
  }

  @Test
  void aDeletedMessageKeepsItsPlaceAndItsSenderAlone() {
    post(ANN, "\"Hello\"");
    given(messages.react(BEN, LOBBY, 1, THUMB, true));

    Message deleted = given(messages.delete(ANN, LOBBY, 1));

    assertThat(deleted.sequence()).isEqualTo(1);
    assertThat(deleted.sender()).isEqualTo(ANN.sender());
    assertThat(deleted.body()).isEqualTo(MessageBody.GONE);
    assertThat(deleted.references()).isEqualTo(References.NONE);
    assertThat(deleted.revision().reactions()).isEmpty();
    assertThat(given(messages.delete(ANN, LOBBY, 1))).as("deleted again").isEqualTo(deleted);
  }

  @Test
  void aDeletedMessageTakesNothingMore() {
    post(ANN, "1");
    given(messages.delete(ANN, LOBBY, 1));

    assertThat(refused(messages.edit(ANN, LOBBY, 1, new MessageBody("2"))))
        .isEqualTo(RejectCode.NOT_FOUND);
    assertThat(refused(messages.react(ANN, LOBBY, 1, THUMB, true))).isEqualTo(RejectCode.NOT_FOUND);
    assertThat(given(messages.edits(MOD, LOBBY, 1))).isEmpty();
  }

  @Test
  void reactionsComeAndGoOncePerUserAndEmoji() {
    post(ANN, "1");
    given(messages.react(ANN, LOBBY, 1, THUMB, true));
    given(messages.react(BEN, LOBBY, 1, THUMB, true));
    Message twice = given(messages.react(BEN, LOBBY, 1, THUMB, true));

    assertThat(twice.revision().reactions())
        .containsExactly(new Reaction(THUMB, List.of(ANN.user(), BEN.user())));
    assertThat(twice.change()).isEqualTo(2);
    assertThat(given(messages.react(ANN, LOBBY, 1, THUMB, false)).revision().reactions())
        .containsExactly(new Reaction(THUMB, List.of(BEN.user())));
    assertThat(given(messages.react(BEN, LOBBY, 1, THUMB, false)).revision().reactions()).isEmpty();
  }

  @Test
  void aMessageHasNoMoreDifferentEmojiThanItsLimit() {
    post(ANN, "1");
    for (int i = 0; i < Revision.MAX_EMOJI; i++) {
      given(messages.react(ANN, LOBBY, 1, new Emoji("e" + i), true));
    }

    assertThat(refused(messages.react(ANN, LOBBY, 1, THUMB, true)))
        .isEqualTo(RejectCode.LIMIT_REACHED);
    given(messages.react(BEN, LOBBY, 1, new Emoji("e0"), true));
  }

  @Test
  void onlyWhoRunsTheRoomDeletesWhatOthersSaid() {
    post(ANN, "1");
    post(ANN, "2");

    assertThat(refused(messages.delete(BEN, LOBBY, 1))).isEqualTo(RejectCode.FORBIDDEN);
    assertThat(given(messages.delete(MOD, LOBBY, 1)).isDeleted()).isTrue();
    assertThat(refused(messages.edit(MOD, LOBBY, 2, new MessageBody("3"))))
        .isEqualTo(RejectCode.FORBIDDEN);
  }

  @Test
  void onlyWhoRunsTheRoomSeesWhatAMessageSaidBefore() {
    post(ANN, "1");

    assertThat(refused(messages.edits(ANN, LOBBY, 1))).isEqualTo(RejectCode.FORBIDDEN);
  }

  @Test
  void aRoomThatIsNotOpenToSomebodyIsNotThere() {
    RoomId direct = new RoomId("/", "direct:x");

    assertThat(refused(messages.delete(ANN, direct, 1))).isEqualTo(RejectCode.NOT_FOUND);
    assertThat(refused(messages.changes(ANN, new ChangesQuery(direct, 0, 10))))
        .isEqualTo(RejectCode.NOT_FOUND);
  }

  @Test
  void aReplyToWhatIsNotThereIsRefused() {
    post(ANN, "1");

    assertThat(messages.send(BEN, reply(1)).join()).isInstanceOf(SendResult.Accepted.class);
    assertThat(messages.send(BEN, reply(9)).join())
        .isInstanceOfSatisfying(
            Rejected.class, why -> assertThat(why.code()).isEqualTo(RejectCode.NOT_FOUND));
  }

  @Test
  void anEditAddressesPeopleAnew() {
    post(ANN, "\"hello\"");

    assertThat(mentions(messages.edit(ANN, LOBBY, 1, new MessageBody("\"hello @room\""))))
        .isEqualTo(new Mentions(List.of(), true));
    assertThat(mentions(messages.edit(ANN, LOBBY, 1, new MessageBody("\"hello all\""))))
        .isEqualTo(Mentions.NONE);
  }

  private static Mentions mentions(CompletableFuture<Answer<Message>> answer) {
    return given(answer).references().mentions();
  }

  private static Draft reply(long sequence) {
    return draft(BEN, "1").with(new References(sequence, Mentions.NONE, List.of()));
  }

  @Test
  void whatIsNotThereCannotBeModified() {
    assertThat(refused(messages.delete(ANN, LOBBY, 1))).isEqualTo(RejectCode.NOT_FOUND);
  }

  @Test
  void changesAreReadBackAndTheirNumbersHaveNoHole() {
    post(ANN, "1");
    post(ANN, "2");
    given(messages.react(BEN, LOBBY, 1, THUMB, true));
    given(messages.edit(ANN, LOBBY, 2, new MessageBody("3")));
    given(messages.delete(ANN, LOBBY, 1));

    ChangesPage page = given(messages.changes(ANN, new ChangesQuery(LOBBY, 0, 50)));

    assertThat(page.messages()).extracting(Message::sequence).containsExactly(2L, 1L);
    assertThat(page.change()).isEqualTo(3);
    assertThat(heard.subList(2, 5))
        .extracting(event -> ((MessageChanged) event).message().change())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void earlierBodiesAreReadBack() {
    post(ANN, "1");
    given(messages.edit(ANN, LOBBY, 1, new MessageBody("2")));

    assertThat(given(messages.edits(MOD, LOBBY, 1)))
        .containsExactly(new EarlierBody(new MessageBody("1"), NOW));
  }

  @Test
  void aStoppingServerTakesNoAmendment() {
    post(ANN, "1");
    messages.stopAccepting();

    assertThat(refused(messages.delete(ANN, LOBBY, 1))).isEqualTo(RejectCode.STOPPING);
  }

  private void post(Caller caller, String json) {
    assertThat(messages.send(caller, draft(caller, json)).join())
        .isInstanceOf(SendResult.Accepted.class);
  }

  private static Draft draft(Caller caller, String json) {
    return new Draft(
        LOBBY, caller.sender(), new MessageBody(json), IdempotencyKey.NONE, caller.session());
  }

  private static Caller account(String name) {
    return new Caller(
        new Sender(UserId.account(name), name), Standing.USER, Map.of(), new SessionId(name), "");
  }
}
