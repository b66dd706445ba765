package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectRequestTest {

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "\"x\"", "[1]", "5", "{\"token\":\"t\",\"x\":{\"y\":1}}"})
  void aClientThatSaysNothingOfUsIsWelcome(String auth) throws MalformedException {
    ConnectRequest request = ConnectRequest.read(auth, Map.of("EIO", "4"));

    assertThat(request.dialect()).isEmpty();
    assertThat(request.name()).isEmpty();
    assertThat(request.room()).isEmpty();
    assertThat(request.serverOffset()).isEmpty();
  }

  @Test
  void aServerOffsetIsTheTutorial() throws MalformedException {
    ConnectRequest request = ConnectRequest.read("{\"serverOffset\":0}", Map.of());

    assertThat(request.dialect()).contains(Dialect.TUTORIAL);
    assertThat(request.serverOffset()).isEqualTo(OptionalLong.of(0));
  }

  @Test
  void theQueryFillsWhatThePayloadLeavesOpen() throws MalformedException {
    ConnectRequest request =
        ConnectRequest.read(
            "{\"name\":\"Ann\"}", Map.of("name", "Bob", "room", "green", "dialect", "message"));

    assertThat(request.name()).isEqualTo("Ann");
    assertThat(request.room()).isEqualTo("green");
    assertThat(request.dialect()).contains(Dialect.MESSAGE);
  }

  @Test
  void whoComesByItsCookieAloneSaysSo() throws MalformedException {
    assertThat(ConnectRequest.read("{\"by\":\"cookie\"}", Map.of()).byCookie()).isTrue();
    assertThat(ConnectRequest.read("{\"by\":\"train\"}", Map.of()).byCookie()).isFalse();
    assertThat(ConnectRequest.read("{}", Map.of("by", "cookie")).byCookie()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dialect\":\"klingon\"}",
        "{\"dialect\":5}",
        "{\"name\":{}}",
        "{\"by\":{}}",
        "{\"name\":\"a\\u202eb\"}",
        "{\"room\":\"a|b\"}",
        "{\"serverOffset\":-1}",
        "{\"serverOffset\":\"5\"}",
        "{\"serverOffset\":1.5}"
      })
  void whatCannotBeMeantIsMalformed(String auth) {
    assertThatThrownBy(() -> ConnectRequest.read(auth, Map.of()))
        .isInstanceOf(MalformedException.class);
  }
}
