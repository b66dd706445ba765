package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomId;
import dev.natter.chat.SendResult;
import dev.natter.chat.Sender;
import dev.natter.chat.UserId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"MESSAGE", "SEND_MESSAGE", "TUTORIAL"})
  void aValueComesBackEqualInItsOwnDialect(Dialect dialect) throws MalformedException {
    for (String json : List.of("\"a\"", "1.10", "null", "[1]", "{\"text\":\"a\",\"n\":1}")) {
      Message message = message(dialect.read(List.of(json)).body());

      assertThat(dialect.spell(message).text()).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "\"hi\"|\"hi\"",
        "{\"text\":\"hi\"}|\"hi\"",
        "{\"n\":1,\"message\":\"hi\"}|\"hi\"",
        "{\"msg\":\"hi\"}|\"hi\"",
        "{\"content\":\"hi\"}|\"hi\"",
        "{\"msg\":\"b\",\"text\":\"a\"}|\"a\"",
        "{\"text\":5}|\"{\\\"text\\\":5}\"",
        "[1]|\"[1]\"",
        "5|\"5\"",
      })
  void otherDialectsOfTextHearItsText(String json, String text) {
    Message message = message(new MessageBody(json, "natter"));

    assertThat(Dialect.SEND_MESSAGE.spell(message))
        .isEqualTo(new Spelling("receive message", List.of(text)));
    assertThat(Dialect.TUTORIAL.spell(message))
        .isEqualTo(new Spelling("chat message", List.of(text, "7")));
    assertThat(Dialect.CHAT_EXAMPLE.spell(message).text())
        .isEqualTo("{\"username\":\"Ann\",\"message\":" + text + "}");
    assertThat(Dialect.WS_JSON.spell(message).text())
        .isEqualTo("{\"type\":\"chat\",\"text\":" + text + "}");
  }

  @Test
  void theMessageDialectHearsEveryValueAsItIs() {
    assertThat(Dialect.MESSAGE.spell(message(new MessageBody("{\"text\":5}", "natter"))))
        .isEqualTo(new Spelling("message", List.of("{\"text\":5}")));
  }

  @Test
  void plainTextGoesInAndOutOfTheTextDialect() throws MalformedException {
    SendMessage said = Dialect.WS_TEXT.read(List.of("he said \"hi\" \ud83d\ude00 {"));

    assertThat(said.body().json()).isEqualTo("\"he said \\\"hi\\\" \ud83d\ude00 {\"");
    assertThat(Dialect.WS_TEXT.spell(message(said.body())).text())
        .isEqualTo("he said \"hi\" \ud83d\ude00 {");
    assertThat(Dialect.WS_TEXT.spell(message(new MessageBody("{\"a\":1}"))).text())
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void theJsonDialectTakesTheTextOutOfItsObject() throws MalformedException {
    assertThat(Dialect.WS_JSON.read(List.of("{\"text\": \"a\\n\", \"x\": 1}")).body().json())
        .isEqualTo("\"a\\n\"");
    assertThatThrownBy(() -> Dialect.WS_JSON.read(List.of("{\"x\":1}")))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void theTutorialsSecondArgumentMakesAResendRecognisable() throws MalformedException {
    SendMessage said = Dialect.TUTORIAL.read(List.of("\"a\"", "\"id-0\""));

    assertThat(said.clientId()).isEqualTo("id-0");
    assertThat(Dialect.TUTORIAL.read(List.of("\"a\"", "null")).clientId()).isEmpty();
    assertThat(Dialect.TUTORIAL.read(List.of("\"a\"")).clientId()).isEmpty();
    assertThatThrownBy(() -> Dialect.TUTORIAL.read(List.of("\"a\"", "{\"$ne\":1}")))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void theTutorialsClientIsLeftToTryAgain() {
    SendResult busy = new Rejected(RejectCode.BUSY, "");
    SendResult bad = new Rejected(RejectCode.BAD_REQUEST, "");

    assertThat(Dialect.TUTORIAL.tells(busy)).isFalse();
    assertThat(Dialect.TUTORIAL.tells(bad)).isTrue();
    assertThat(Dialect.MESSAGE.tells(busy)).isTrue();
  }

  @Test
  void nattersOwnKeepsTheBodyAsItWasSpelled() throws MalformedException {
    SendMessage said =
        Dialect.NATTER.read(
            List.of("{\"clientId\":\"c1\", \"body\" : {\"text\": 1.0} ,\"room\":\"green\"}"));

    assertThat(said)
        .isEqualTo(new SendMessage(new MessageBody("{\"text\": 1.0}", "natter"), "c1", "green"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "\"a\"",
        "{\"body\":1,\"room\":5}",
        "{\"body\":1,\"room\":\" x\"}",
        "{\"body\":1,\"clientId\":{}}",
        "{\"body\":1,\"room\":\"a|b\"}"
      })
  void nattersOwnIsStrict(String json) {
    assertThatThrownBy(() -> Dialect.NATTER.read(List.of(json)))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void nothingIsNoMessage(Dialect dialect) {
    assertThatThrownBy(() -> dialect.read(List.of())).isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void everyDialectIsFoundByItsName(Dialect dialect) {
    assertThat(Dialect.named(dialect.wireName())).contains(dialect);
  }

  private static Message message(MessageBody body) {
    return new Message(
        RoomId.lobby("/"),
        7,
        new Sender(new UserId("u1"), "Ann"),
        Instant.parse("2026-11-22T10:00:00Z"),
        body,
        IdempotencyKey.NONE);
  }
}
