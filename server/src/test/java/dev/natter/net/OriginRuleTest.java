package dev.natter.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginRuleTest {

  private static final InetAddress NEAR = InetAddress.getLoopbackAddress();
  private final OriginRule closed = new OriginRule(List.of());

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, localhost:8080",
    "http://localhost:5500, 127.0.0.1:8080",
    "http://127.0.0.1, localhost:8080",
    "http://[::1]:3000, localhost:8080",
    "https://chat.example.org, chat.example.org",
    "https://Chat.Example.org:8443, chat.example.org:8080",
  })
  void aPageOfTheSameHostMayConnect(String origin, String host) throws UnknownHostException {
    assertThat(closed.allows(origin, host, far())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, localhost:8080",
    "https://evil.example, chat.example.org",
    "https://chat.example.org.evil.example, chat.example.org",
    "https://127.0.0.1.evil.example, localhost",
    "http://localhost:3000, chat.example.org",
    "not an origin, localhost",
    "https://, ''",
  })
  void aPageOfAnotherHostMayNot(String origin, String host) throws UnknownHostException {
    assertThat(closed.allows(origin, host, NEAR)).isFalse();
    assertThat(closed.allows(origin, host, far())).isFalse();
  }

  @Test
  void whatSendsNoOriginIsNoBrowser() throws UnknownHostException {
    assertThat(closed.allows("", "chat.example.org", far())).isTrue();
  }

  @Test
  void aPageFromAFileMayConnectFromThisMachineOnly() throws UnknownHostException {
    assertThat(closed.allows("null", "localhost:8080", NEAR)).isTrue();
    assertThat(closed.allows("file://", "localhost:8080", NEAR)).isTrue();
    assertThat(closed.allows("null", "chat.example.org", far())).isFalse();
  }

  @Test
  void furtherOriginsAreNamedOneByOneOrAllAtOnce() throws UnknownHostException {
    OriginRule one = new OriginRule(List.of("https://Page.example"));

    assertThat(one.allows("https://page.example", "chat.example.org", far())).isTrue();
    assertThat(one.allows("https://page.example:444", "chat.example.org", far())).isFalse();
    assertThat(new OriginRule(List.of("*")).allows("https://x.example", "a", far())).isTrue();
  }

  private static InetAddress far() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
  }
}
