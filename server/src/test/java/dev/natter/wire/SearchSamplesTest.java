package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import dev.natter.chat.SearchPage;
import dev.natter.chat.Sender;
import dev.natter.chat.UserId;
import dev.natter.chat.Words;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Holds the samples of search. */
class SearchSamplesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void search() throws Exception {
    assertThat(SearchRequest.read(text("search")))
        .isEqualTo(new SearchRequest(Words.of("red fox"), "lobby", 70, 10));
    assertThat(SearchRequest.ofQuery(Map.of("words", "red fox", "room", "lobby", "before", "70")))
        .isEqualTo(new SearchRequest(Words.of("red fox"), "lobby", 70, 20));
  }

  @Test
  void searchAck() throws Exception {
    Message message =
        new Message(
            new RoomId("/", "lobby"),
            7,
            new Sender(new UserId("user:1"), "Ann"),
            Instant.parse("2026-11-22T10:00:00Z"),
            new MessageBody("\"The red fox\""),
            IdempotencyKey.NONE);

    assertThat(
            MAPPER.readTree(
                WireCodec.json(SearchAck.of(new SearchPage(List.of(message), 7, true)))))
        .isEqualTo(MAPPER.readTree(text("search-ack")));
  }

  @Test
  void whatAsksForNoWordIsMalformed() {
    for (String wrong :
        List.of(
            "{}",
            "{\"words\":\"?!\"}",
            "{\"words\":{\"$ne\":1}}",
            "{\"words\":\"a b c d e f g h i j k l m n o p q\"}",
            "{\"words\":\"a\",\"before\":7}",
            "{\"words\":\"a\",\"limit\":1000}")) {
      assertThatThrownBy(() -> SearchRequest.read(wrong))
          .as(wrong)
          .isInstanceOf(MalformedException.class);
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream in = SearchSamplesTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return MAPPER.readTree(Objects.requireNonNull(in, name)).toString();
    }
  }
}
