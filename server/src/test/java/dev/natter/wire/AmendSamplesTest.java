package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.natter.chat.ChangesPage;
import dev.natter.chat.EarlierBody;
import dev.natter.chat.Emoji;
import dev.natter.chat.FileId;
import dev.natter.chat.HistoryPlace;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Mentions;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.MessageChanged;
import dev.natter.chat.Reaction;
import dev.natter.chat.References;
import dev.natter.chat.Revision;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds the samples of what modifies messages. */
class AmendSamplesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final RoomId ROOM = new RoomId("/", "lobby");
  private static final MessageBody HELLO = new MessageBody("{\"text\":\"Hello\"}", "natter");
  private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");
  private static final UserId BEN = new UserId("user:2");

  private static final Message CHANGED =
      message(
          new MessageBody("{\"text\":\"Hello, @Ben\"}", "natter"),
          new References(5, new Mentions(List.of(BEN), true), List.of(new FileId("f-1"))),
          new Revision(
              3,
              Optional.of(TIME.plusSeconds(60)),
              false,
              List.of(new Reaction(new Emoji("👍"), List.of(new UserId("user:1"), BEN)))));
  private static final Message DELETED =
      message(
          MessageBody.GONE, References.NONE, new Revision(4, Optional.empty(), true, List.of()));

  @Test
  void messageChanged() throws IOException {
    assertThat(MAPPER.readTree(spelled(CHANGED).text())).isEqualTo(sample("message-changed"));
    assertThat(spelled(CHANGED).event()).isEqualTo("message:changed");
  }

  @Test
  void messageDeleted() throws IOException {
    assertThat(MAPPER.readTree(spelled(DELETED).text())).isEqualTo(sample("message-deleted"));
  }

  @Test
  void otherDialectsHaveNoWordForAChange() {
    for (Dialect dialect : Dialect.values()) {
      if (dialect != Dialect.NATTER) {
        assertThat(dialect.spell(new MessageChanged(CHANGED, SessionId.NONE))).isEmpty();
        assertThat(dialect.shows(DELETED)).isFalse();
        assertThat(dialect.shows(CHANGED)).isTrue();
      }
    }
  }

  @Test
  void messageEdit() throws Exception {
    AmendRequest request = AmendRequest.read(text("message-edit"));

    assertThat(request.room()).isEqualTo("lobby");
    assertThat(request.sequence()).isEqualTo(7);
    assertThat(request.body()).isEqualTo(CHANGED.body());
  }

  @Test
  void messageReact() throws Exception {
    AmendRequest request = AmendRequest.read(text("message-react"));

    assertThat(request.emoji()).isEqualTo(new Emoji("👍"));
    assertThat(request.on()).isFalse();
    assertThat(AmendRequest.read("{\"sequence\":7}").on()).isTrue();
  }

  @Test
  void messageDeleteAndMessageEdits() throws Exception {
    assertThat(AmendRequest.read(text("message-delete")).sequence()).isEqualTo(7);
    assertThat(AmendRequest.read(text("message-edits")).sequence()).isEqualTo(7);
  }

  @Test
  void whatNamesNoMessageIsMalformed() {
    for (String json : List.of("{}", "{\"sequence\":0}", "{\"sequence\":{\"$gt\":0}}", "[]")) {
      assertThatThrownBy(() -> AmendRequest.read(json)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void whatIsNoEmojiIsMalformed() throws Exception {
    for (String emoji : List.of("\"\"", "\"a b\"", "{\"$ne\":1}", "\"" + "x".repeat(33) + "\"")) {
      AmendRequest request = AmendRequest.read("{\"sequence\":1,\"emoji\":" + emoji + "}");
      assertThatThrownBy(request::emoji).as(emoji).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void messageSendWithReferences() throws Exception {
    assertThat(Dialect.NATTER.read(List.of(text("message-send-reply"))))
        .isEqualTo(
            new SendMessage(
                new MessageBody("\"Hello, @Ben\"", "natter"),
                "",
                "lobby",
                new References(5, Mentions.NONE, List.of(new FileId("f-1")))));
  }

  @Test
  void referencesThatNameNothingAreMalformed() {
    for (String wrong :
        List.of(
            "\"replyTo\":-1",
            "\"replyTo\":{\"$gt\":0}",
            "\"files\":\"f\"",
            "\"files\":[{\"$ne\":1}]",
            "\"files\":[\"../x\"]")) {
      assertThatThrownBy(() -> SendMessage.natter("{\"body\":1," + wrong + "}"))
          .as(wrong)
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void historyAroundAndSince() throws Exception {
    assertThat(HistoryRequest.read(text("history-around")))
        .isEqualTo(new HistoryRequest("lobby", new HistoryPlace.Around(70), 20));
    assertThat(HistoryRequest.read(text("history-since")))
        .isEqualTo(new HistoryRequest("", new HistoryPlace.Since(TIME), 50));
    assertThat(HistoryRequest.ofQuery(Map.of("since", "2026-11-22T10:00:00Z", "limit", "7")))
        .isEqualTo(new HistoryRequest("", new HistoryPlace.Since(TIME), 7));
    for (String wrong : List.of("{\"since\":\"yesterday\"}", "{\"around\":1,\"after\":2}")) {
      assertThatThrownBy(() -> HistoryRequest.read(wrong)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void amendAck() throws IOException {
    assertThat(tree(AmendAck.of(CHANGED))).isEqualTo(sample("amend-ack"));
  }

  @Test
  void editsAck() throws IOException {
    assertThat(tree(EditsAck.of(ROOM, 7, List.of(new EarlierBody(HELLO, TIME)))))
        .isEqualTo(sample("edits-ack"));
  }

  @Test
  void roomChanges() throws Exception {
    assertThat(ChangesRequest.read(text("room-changes")))
        .isEqualTo(new ChangesRequest("lobby", 2, 50));
  }

  @Test
  void changesAck() throws IOException {
    assertThat(tree(ChangesAck.of(ROOM, new ChangesPage(List.of(DELETED), 4, false))))
        .isEqualTo(sample("changes-ack"));
  }

  private static Message message(MessageBody body, References references, Revision revision) {
    return new Message(
        ROOM,
        7,
        new Sender(new UserId("kX3v"), "Ann"),
        TIME,
        body,
        IdempotencyKey.ofGuest("c-1", HELLO),
        references,
        revision);
  }

  private static Spelling spelled(Message message) {
    return Dialect.NATTER.spell(new MessageChanged(message, SessionId.NONE)).orElseThrow();
  }

  private static JsonNode tree(Object payload) throws IOException {
    return MAPPER.readTree(WireCodec.json(payload));
  }

  private static JsonNode sample(String name) throws IOException {
    return MAPPER.readTree(text(name));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = AmendSamplesTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return MAPPER.readTree(Objects.requireNonNull(in, name)).toString();
    }
  }
}
