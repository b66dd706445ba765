package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.natter.chat.Caller;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.FileLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import dev.natter.chat.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds the samples of what sessions are told of themselves. */
class SessionSamplesTest {

  private static final ShownLimits LIMITS =
      ShownLimits.of(ChatLimits.defaults(), FileLimits.defaults(), RateSettings.defaults());

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant END = Instant.parse("2026-11-22T10:00:00Z");
  private static final Caller ADA =
      new Caller(
          new Sender(UserId.account("k2j5q8"), "Ada"),
          Standing.USER,
          Map.of(),
          SessionId.NONE,
          "10.0.0.1");

  @Test
  void sessionOpened() throws IOException {
    assertThat(tree(SessionOpened.of(ADA, Optional.of(END), "", LIMITS)))
        .isEqualTo(sample("opened"));
  }

  @Test
  void aGuestsTokenIsToldAndNoEndThatNeverComes() {
    String told = WireCodec.json(SessionOpened.of(ADA, Optional.empty(), "t", LIMITS));

    assertThat(told).contains("\"token\":\"t\"").doesNotContain("expiresAt");
  }

  @Test
  void sessionRefresh() throws IOException, MalformedException {
    assertThat(RefreshSession.read(sample("refresh").toString()).token())
        .isEqualTo("eyJ0eXAi.eyJzdWIi.c2ln");
  }

  @Test
  void whoCameByACookieRefreshesWithoutAToken() throws MalformedException {
    assertThat(RefreshSession.read("{}").token()).isEmpty();
  }

  @Test
  void aTokenToRefreshWithIsText() {
    for (String json : new String[] {"{\"token\":{\"$gt\":\"\"}}", "{\"token\":7}", "7"}) {
      assertThatThrownBy(() -> RefreshSession.read(json)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void sessionRefreshed() throws IOException {
    assertThat(tree(SessionRefreshed.of(ADA, Optional.of(END)))).isEqualTo(sample("refreshed"));
  }

  @Test
  void sessionExpiring() throws IOException {
    assertThat(tree(SessionExpiring.at(END))).isEqualTo(sample("expiring"));
  }

  @Test
  void sessionEnded() throws IOException {
    Rejected why = new Rejected(RejectCode.EXPIRED, "The token has expired. Sign in again.");

    assertThat(tree(SessionEnded.of(why))).isEqualTo(sample("ended"));
  }

  private static JsonNode tree(Object payload) throws IOException {
    return MAPPER.readTree(WireCodec.json(payload));
  }

  private static JsonNode sample(String name) throws IOException {
    String path = "/wire/session-" + name + ".json";
    try (InputStream in = SessionSamplesTest.class.getResourceAsStream(path)) {
      return MAPPER.readTree(Objects.requireNonNull(in, name));
    }
  }
}
