package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

  private static final MessageBody BODY = new MessageBody("\"hello\"");

  @Test
  void theSameWordsUnderTheSameIdAreAResend() {
    assertThat(IdempotencyKey.ofGuest("a:1", BODY)).isEqualTo(IdempotencyKey.ofGuest("a:1", BODY));
  }

  @Test
  void otherWordsUnderTheSameIdAreAnotherMessage() {
    assertThat(IdempotencyKey.ofGuest("a", new MessageBody("\"other\"")))
        .isNotEqualTo(IdempotencyKey.ofGuest("a", BODY));
  }

  @Test
  void theClientsPartComesBackAsItWasGiven() {
    assertThat(IdempotencyKey.ofGuest("x:y:1", BODY).clientId()).isEqualTo("x:y:1");
  }

  @Test
  void noIdIsNoKey() {
    assertThat(IdempotencyKey.ofGuest("", BODY).isPresent()).isFalse();
    assertThat(IdempotencyKey.NONE.clientId()).isEmpty();
  }

  @Test
  void theLongestIdFits() {
    assertThat(IdempotencyKey.ofGuest("x".repeat(128), BODY).clientId()).hasSize(128);
    assertThatThrownBy(() -> IdempotencyKey.ofGuest("x".repeat(129), BODY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
