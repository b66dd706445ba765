package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows that what connections bring alike is kept once, and that nothing of it is lost. */
final class RecurringTest {

  private final Recurring recurring = new Recurring();

  private static HttpHeaders head(String agent, String key) {
    return new DefaultHttpHeaders()
        .add("Host", "chat.example")
        .add("User-Agent", agent)
        .add("Accept", "a")
        .add("Accept", "b")
        .add("Sec-WebSocket-Key", key);
  }

  @Test
  void headsThatDifferInTheKeyOfTheWebSocketOnlyAreOne() {
    HttpHeaders one = recurring.headers(head("Browser 1", "first"));
    assertThat(recurring.headers(head("Browser 1", "second"))).isSameAs(one);
    assertThat(one.getAll("accept")).containsExactly("a", "b");
    assertThat(one.get("host")).isEqualTo("chat.example");
  }

  @Test
  void anotherBrowserHasAnotherHead() {
    HttpHeaders one = recurring.headers(head("Browser 1", "key"));
    HttpHeaders other = recurring.headers(head("Browser 2", "key"));
    assertThat(one.get("User-Agent")).isEqualTo("Browser 1");
    assertThat(other.get("User-Agent")).isEqualTo("Browser 2");
  }

  @Test
  void whatComesOftenIsSharedHoweverMuchElseComes() {
    for (int i = 0; i < 10_000; i++) {
      recurring.text("once " + i);
    }
    String first = recurring.text(AsciiString.of("often"));
    assertThat(recurring.text(new AsciiString("often"))).isSameAs(first);
  }

  @Test
  void equalAddressesShareTheirParameters() {
    Map<String, List<String>> given = Map.of("EIO", List.of("4"));
    Map<String, List<String>> one = recurring.query("/?EIO=4", given);
    assertThat(recurring.query("/?EIO=4", given)).isSameAs(one).isEqualTo(given);
  }
}
