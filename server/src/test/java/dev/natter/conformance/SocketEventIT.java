package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Socket.IO, "Sending and receiving data" and "Acknowledgement": EVENT and ACK. */
class SocketEventIT {
  /** How long the server waits for the answer to {@code question-unanswered}. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

  private final Target server = Target.calm();

  @ParameterizedTest
  @EnumSource
  void eventWithoutArgumentsComesBack(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"message\"]");
      wire.expect("42[\"message-back\"]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyJsonValueComesBackEqual(Way way) {
    String values =
        "0,-1,1.5,1e100,9007199254740991,true,false,null,\"\",\"text\",[],{},"
            + "{\"a\":[1,{\"b\":null}],\"é\":\"😀\"},[[[\"x\"]]],\"\\u0000\\\"\\\\\\n\\u2028\"";
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"message\"," + values + "]");
      wire.expect("42[\"message-back\"," + values + "]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void textOfEveryAlphabetComesBackEqual(Way way) {
    String text =
        Json.string("ASCII äöüß €uro Ελληνικά русский עברית 日本語 한국어 😀👩‍👩‍👧 \u2028\u2029");
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"message\"," + text + "]");
      wire.expect("42[\"message-back\"," + text + "]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void placeholderLookalikeInAPlainEventIsAPlainObject(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"message\",{\"_placeholder\":true,\"num\":0}]");
      wire.expect("42[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void lengthOfAStringIsCountedInUtf16Units(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("427[\"len\",\"aé€😀\"]");
      wire.expect("437[5]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ackCarriesTheIdOfItsEvent(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("420[\"message-with-ack\"]");
      wire.expect("430[]");
      wire.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
      wire.expect("43456[1,\"2\",{\"3\":[false]}]");
      wire.send("429007199254740991[\"message-with-ack\",1]");
      wire.expect("439007199254740991[1]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ackOfANamespaceNamesIt(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.connected("/custom");
      wire.send("42/custom,456[\"message-with-ack\",1]");
      wire.expect("43/custom,456[1]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyAcksInFlightAreAllAnswered(Way way) {
    try (Wire wire = way.open(server).connected()) {
      for (int i = 0; i < 200; i++) {
        wire.send("42" + i + "[\"echo-ack\"," + i + "]");
      }
      for (int i = 0; i < 200; i++) {
        wire.expect("43" + i + "[" + i + "]");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void eventWithoutAnAckIdIsNotAcknowledged(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"noop\",1]");
      wire.expectAlive();
      wire.send("423[\"noop\",1]");
      wire.expect("433[]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void serverAsksAndTakesTheAnswer(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"ask\",{\"q\":1}]");
      String question = wire.nextText();
      assertThat(question).matches("42\\d+\\[\"question\",\\{\"q\":1}]");
      String id = question.substring(2, question.indexOf('['));
      wire.send("43" + id + "[\"reply\"]");
      wire.expect("42[\"answer\",\"reply\"]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void answerOfSeveralArgumentsArrivesWhole(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"ask-multi\",1]");
      String question = wire.nextText();
      String id = question.substring(2, question.indexOf('['));
      wire.send("43" + id + "[1,\"2\",{\"3\":null}]");
      wire.expect("42[\"answer\",1,\"2\",{\"3\":null}]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersMayComeOutOfOrderAndOnceOnly(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"ask\",\"a\"]");
      wire.emit("[\"ask\",\"b\"]");
      String first = wire.nextText();
      String second = wire.nextText();
      wire.send("43" + second.substring(2, second.indexOf('[')) + "[\"to b\"]");
      wire.expect("42[\"answer\",\"to b\"]");
      wire.send("43" + first.substring(2, first.indexOf('[')) + "[\"to a\"]");
      wire.expect("42[\"answer\",\"to a\"]");
      wire.send("43" + first.substring(2, first.indexOf('[')) + "[\"again\"]");
      wire.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void answerToNoQuestionIsPassedOver(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("43999[\"what\"]");
      wire.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V4_POLLING", "V4_WEBSOCKET", "V3_WEBSOCKET"})
  void questionThatIsNotAnsweredTimesOutAndALateAnswerIsPassedOver(Way way) {
    try (Wire wire = way.open(server).connected()) {
      long asked = System.nanoTime();
      wire.emit("[\"ask-timeout\",1]");
      String question = wire.nextText();
      assertThat(question).contains("question-unanswered");
      wire.expect("42[\"ask-timeout-result\",\"timeout\"]");
      assertThat(System.nanoTime() - asked).isGreaterThanOrEqualTo(ANSWER_TIMEOUT.toNanos());
      wire.send("43" + question.substring(2, question.indexOf('[')) + "[1]");
      wire.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V4_POLLING", "V4_WEBSOCKET", "V3_WEBSOCKET"})
  void questionThatIsAnsweredInTimeDoesNotTimeOut(Way way) {
    try (Wire wire = way.open(server).connected()) {
      long asked;
      String result;
      do {
        asked = System.nanoTime();
        wire.emit("[\"ask-timeout\",1]");
        String question = wire.nextText();
        wire.send("43" + question.substring(2, question.indexOf('[')) + "[1]");
        result = wire.nextText();
        // A busy machine may really be too late with the answer.
      } while (result.contains("timeout\"]")
          && System.nanoTime() - asked > ANSWER_TIMEOUT.toNanos());
      assertThat(result).isEqualTo("42[\"ask-timeout-result\",\"answered\"]");
      wire.expectNothing(ANSWER_TIMEOUT.plusMillis(200));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thousandEventsComeInOrder(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"burst\",1000]");
      for (int i = 0; i < 1000; i++) {
        assertThat(wire.nextText()).isEqualTo("42[\"b\"," + i + "]");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void thousandEventsGoInOrder(Way way) {
    try (Wire wire = way.open(server).connected()) {
      for (int i = 0; i < 1000; i++) {
        wire.emit("[\"seq\"," + i + "]");
      }
      wire.send("421[\"seq-end\",0]");
      wire.expect("431[1000,true]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void largeTextGoesBothWays(Way way) {
    String text = Json.string("é€😀 ".repeat(60_000));
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"echo\"," + text + "]");
      wire.expect("42[\"echo-back\"," + text + "]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void largeTextOfTheServerArrivesWhole(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"make-big\",900000]");
      assertThat(wire.nextText()).hasSize("42[\"big\",\"\"]".length() + 900_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void listenerThatThrowsHarmsNobody(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"boom\",1]");
      wire.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eventWithoutAListenerIsPassedOver(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"nobody listens\",1]");
      wire.send("425[\"nobody listens\",1]");
      wire.emit("[17,1]");
      wire.emit("[\"\"]");
      wire.expectAlive();
    }
  }
}
