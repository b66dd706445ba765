package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.natter.chat.Correspondent;
import dev.natter.chat.HistoryPage;
import dev.natter.chat.HistoryPlace;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.ParticipantEntered;
import dev.natter.chat.ParticipantWent;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomEvent;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomPosition;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.TypingChanged;
import dev.natter.chat.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Holds the samples in {@code wire/*.json}, which the web client's tests read too. */
class WireSamplesTest {

  private static final RoomId ROOM = new RoomId("/", "lobby");
  private static final MessageBody BODY = new MessageBody("{\"text\":\"Hello\"}", "natter");
  private static final Message MESSAGE =
      new Message(
          ROOM,
          7,
          new Sender(new UserId("kX3v"), "Ann"),
          Instant.parse("2026-11-22T10:00:00Z"),
          BODY,
          IdempotencyKey.ofGuest("c-1", BODY));
  private static final Rejected BUSY =
      new Rejected(RejectCode.BUSY, "Too much is waiting for this room.");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void messagePosted() throws IOException {
    assertThat(MAPPER.readTree(Dialect.NATTER.spell(MESSAGE).text()))
        .isEqualTo(sample("message-posted"));
  }

  @Test
  void aMessageWithoutClientIdLeavesItOut() {
    Message plain = new Message(ROOM, 1, MESSAGE.sender(), MESSAGE.at(), BODY, IdempotencyKey.NONE);

    assertThat(Dialect.NATTER.spell(plain).text()).doesNotContain("clientId");
  }

  @Test
  void sendAck() throws IOException {
    assertThat(tree(SendAck.of(MESSAGE))).isEqualTo(sample("send-ack"));
  }

  @Test
  void refusal() throws IOException {
    assertThat(tree(Refusal.of(BUSY))).isEqualTo(sample("refusal"));
  }

  @Test
  void joinAck() throws IOException {
    assertThat(tree(JoinAck.of(ROOM, new RoomPosition(7, 3)))).isEqualTo(sample("join-ack"));
  }

  @Test
  void historyAck() throws IOException {
    assertThat(tree(HistoryAck.of(ROOM, new HistoryPage(List.of(MESSAGE), true))))
        .isEqualTo(sample("history-ack"));
  }

  @Test
  void historyListing() throws IOException {
    assertThat(tree(HistoryListing.of(ROOM, new HistoryPage(List.of(MESSAGE), false))))
        .isEqualTo(sample("history-listing"));
  }

  @Test
  void chatOfTheJsonDialect() throws IOException {
    assertThat(MAPPER.readTree(Dialect.WS_JSON.spell(MESSAGE).text()))
        .isEqualTo(sample("ws-json-chat"));
  }

  @Test
  void errorOfTheJsonDialect() throws IOException {
    assertThat(tree(ChatError.of(BUSY))).isEqualTo(sample("ws-json-error"));
  }

  @Test
  void wordsOfTheChatExample() throws IOException {
    SessionId origin = SessionId.NONE;
    Sender ann = MESSAGE.sender();

    assertThat(MAPPER.readTree(Dialect.CHAT_EXAMPLE.spell(MESSAGE).text()))
        .isEqualTo(sample("chat-example-message"));
    assertThat(tree(new ChatExample.Login(2))).isEqualTo(sample("chat-example-login"));
    assertThat(example(new ParticipantEntered(ROOM, ann, 2, origin), "user joined"))
        .isEqualTo(sample("chat-example-user"));
    assertThat(example(new ParticipantWent(ROOM, ann, 2, origin), "user left"))
        .isEqualTo(sample("chat-example-user"));
    assertThat(example(new TypingChanged(ROOM, ann, true, origin), "typing"))
        .isEqualTo(sample("chat-example-typing"));
    assertThat(example(new TypingChanged(ROOM, ann, false, origin), "stop typing"))
        .isEqualTo(sample("chat-example-typing"));
  }

  @Test
  void wordsOfPrivateMessaging() throws IOException, MalformedException {
    UserId bob = new UserId("bO4b");
    Correspondent ann = new Correspondent(MESSAGE.sender().user(), "Ann");
    PrivateMessaging.Note note = PrivateMessaging.Note.of(MESSAGE, bob);

    assertThat(tree(note)).isEqualTo(sample("private-message"));
    assertThat(tree(new PrivateMessaging.Opened("5f0c", "kX3v")))
        .isEqualTo(sample("private-message-session"));
    PrivateMessaging.Contact contact = PrivateMessaging.Contact.of(ann, true, List.of(note));
    assertThat(MAPPER.readTree(PrivateMessaging.users(List.of(contact)).text()))
        .isEqualTo(sample("private-message-users"));
    assertThat(PrivateMessaging.gone(ann))
        .isEqualTo(new Spelling("user disconnected", List.of("\"kX3v\"")));
    assertThat(PrivateMessaging.Letter.read(List.of(text("private-message-send"))))
        .isEqualTo(
            new PrivateMessaging.Letter(new MessageBody("\"Hello\"", "private-message"), bob));
  }

  private static JsonNode example(RoomEvent event, String name) throws IOException {
    Spelling spelling = Dialect.CHAT_EXAMPLE.spell(event).orElseThrow();
    assertThat(spelling.event()).isEqualTo(name);
    return MAPPER.readTree(spelling.text());
  }

  @Test
  void problem() throws IOException {
    assertThat(tree(Problem.of(RejectCode.BAD_REQUEST, "'limit' is 1 to 200.")))
        .isEqualTo(sample("problem"));
  }

  @Test
  void messageSend() throws IOException, MalformedException {
    assertThat(Dialect.NATTER.read(List.of(text("message-send"))))
        .isEqualTo(new SendMessage(BODY, "c-1", "lobby"));
  }

  @Test
  void history() throws IOException, MalformedException {
    assertThat(HistoryRequest.read(text("history")))
        .isEqualTo(
            new HistoryRequest("lobby", new HistoryPlace.Between(HistoryQuery.NO_BOUND, 100), 20));
  }

  @Test
  void auth() throws IOException, MalformedException {
    ConnectRequest request = ConnectRequest.read(text("auth"), Map.of());

    assertThat(request.dialect()).contains(Dialect.NATTER);
    assertThat(request.name()).isEqualTo("Ann");
    assertThat(request.room()).isEqualTo("green");
    assertThat(request.serverOffset()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void authByCookie() throws IOException, MalformedException {
    ConnectRequest request = ConnectRequest.read(text("auth-by-cookie"), Map.of());

    assertThat(request.dialect()).contains(Dialect.NATTER);
    assertThat(request.byCookie()).isTrue();
  }

  private static JsonNode tree(Object payload) throws IOException {
    return MAPPER.readTree(WireCodec.json(payload));
  }

  private static JsonNode sample(String name) throws IOException {
    return MAPPER.readTree(text(name));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = WireSamplesTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return MAPPER.readTree(Objects.requireNonNull(in, name)).toString();
    }
  }
}
