package dev.natter.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.of(List.of("127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"));

  private static String client(String peer, String... forwarded) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (String value : forwarded) {
      headers.add("X-Forwarded-For", value);
    }
    InetSocketAddress client = PROXIES.client(new InetSocketAddress(peer, 4711), headers);
    assertThat(client.getPort()).isEqualTo(4711);
    return client.getAddress().getHostAddress();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | 192.0.2.1                     | 192.0.2.1",
        "10.9.8.7  | 192.0.2.1                     | 192.0.2.1",
        "127.0.0.1 | 203.0.113.5, 192.0.2.1        | 192.0.2.1",
        "127.0.0.1 | 203.0.113.5,192.0.2.1,10.0.0.7| 192.0.2.1",
        "127.0.0.1 | 10.0.0.6, 10.0.0.7            | 10.0.0.6",
        "127.0.0.1 | 192.0.2.1:4711                | 192.0.2.1",
        "127.0.0.1 | [2001:db8:2::1]:80            | 2001:db8:2:0:0:0:0:1",
        "127.0.0.1 | 2001:db8:2::1, 2001:db8:1::7  | 2001:db8:2:0:0:0:0:1",
        "127.0.0.1 | ::ffff:192.0.2.1              | 192.0.2.1"
      })
  void clientIsTheLastThatIsNoProxy(String peer, String forwarded, String client) {
    assertThat(client(peer, forwarded)).isEqualTo(client);
  }

  @Test
  void headersThatAreGivenTwiceAreOneList() {
    assertThat(client("127.0.0.1", "203.0.113.5", "192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.9", "11.0.0.1", "2001:db8:2::9"})
  void strangersAreNotBelieved(String peer) {
    assertThat(client(peer, "203.0.113.5")).isEqualTo(client(peer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "unknown", "192.0.2.1, unknown", "localhost", "_hidden", "[::1"})
  void proxyThatDoesNotTellIsTheClientItself(String forwarded) {
    assertThat(client("127.0.0.1", forwarded)).isEqualTo("127.0.0.1");
  }

  @Test
  void onlySoManyAreLookedAt() {
    String hops = "192.0.2.1" + String.join("", Collections.nCopies(30, ", 10.0.0.1"));
    assertThat(client("127.0.0.1", hops)).isEqualTo("10.0.0.1");
  }

  @Test
  void nobodyIsBelievedByDefault() {
    assertThat(
            TrustedProxies.NONE.include(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::1/129", "10.0.0"})
  void whatIsNoNetworkIsRefused(String network) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/8");
  }

  @Test
  void tooManyNetworksAreRefused() {
    List<String> many = Collections.nCopies(TrustedProxies.MAX_NETWORKS + 1, "10.0.0.1");
    assertThatThrownBy(() -> TrustedProxies.of(many)).hasMessageContaining("at most 100");
  }
}
