package dev.natter.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who is slow to say something, or says too much at once, is cut off in time. The servers here have
 * short time limits of their own; each answers another client while it is attacked.
 */
class AttacksIT {
  private static final Duration IN_TIME = Duration.ofSeconds(30);
  private static final Duration DRIP = Duration.ofMillis(40);
  private static final String SOCKET = "/socket.io/?EIO=4&transport=websocket";

  /** A server that waits half a second for the rest of anything. */
  private static final class Impatient {
    static final Target TARGET =
        Target.with(
            "--header-timeout", "500",
            "--body-timeout", "500",
            "--idle-timeout", "700",
            "--ping-interval", "400",
            "--ping-timeout", "400");
  }

  private static void assertEndsAlone(Target server, RawHttp attacker) {
    assertThat(attacker.endsWithin(IN_TIME)).isTrue();
    try (PollingSession session = PollingSession.open(server, 4)) {
      assertThat(session.sid()).isNotEmpty();
    }
  }

  /** Sends a byte now and then until the connection is gone. */
  private static void drip(RawHttp attacker, byte[] bytes) {
    long end = System.nanoTime() + IN_TIME.toNanos();
    try {
      for (byte one : bytes) {
        attacker.write(new byte[] {one});
        if (attacker.endsWithin(DRIP)) {
          return;
        }
        assertThat(System.nanoTime()).as("cut off in time").isLessThan(end);
      }
    } catch (UncheckedIOException e) {
      return;
    }
    assertThat(attacker.endsWithin(IN_TIME)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "GET /socket.io/?EIO=4&trans",
        "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n",
        "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nX-Half"
      })
  void halfOfTheHeadersIsWaitedForNoLonger(String half) {
    Target server = Impatient.TARGET;
    try (RawHttp attacker = RawHttp.open(server)) {
      attacker.write(half);
      assertEndsAlone(server, attacker);
    }
  }

  @Test
  void headersAByteAtATimeAreCutOff() {
    try (RawHttp attacker = RawHttp.open(Impatient.TARGET)) {
      drip(attacker, ("GET /" + "x".repeat(2000)).getBytes(UTF_8));
    }
  }

  @Test
  void halfOfABodyIsWaitedForNoLonger() {
    Target server = Impatient.TARGET;
    try (PollingSession session = PollingSession.open(server, 4);
        RawHttp attacker = RawHttp.open(server)) {
      attacker.write(
          "POST " + session.url() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n42[");
      assertEndsAlone(server, attacker);
      EnginePollingIT.assertGone(session);
    }
  }

  @Test
  void bodyAByteAtATimeIsCutOff() {
    try (PollingSession session = PollingSession.open(Impatient.TARGET, 4);
        RawHttp attacker = RawHttp.open(Impatient.TARGET)) {
      attacker.write(
          "POST " + session.url() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n");
      drip(attacker, new byte[2000]);
    }
  }

  @Test
  void bodyInEndlessChunksIsCutOff() {
    try (PollingSession session = PollingSession.open(Impatient.TARGET, 4);
        RawHttp attacker = RawHttp.open(Impatient.TARGET)) {
      attacker.write(
          "POST " + session.url() + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      drip(attacker, "1\r\n4\r\n".repeat(500).getBytes(UTF_8));
    }
  }

  @Test
  void connectionKeptAliveForNothingIsClosed() {
    Target server = Impatient.TARGET;
    try (RawHttp attacker = RawHttp.open(server)) {
      assertThat(attacker.get("/socket.io/?EIO=4&transport=polling").status()).isEqualTo(200);
      assertEndsAlone(server, attacker);
    }
  }

  @Test
  void halfOfAFrameIsWaitedForNoLonger() {
    List<RawHttp> attackers = new ArrayList<>();
    byte[] frame = RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, new byte[300]);
    for (int version : new int[] {3, 4}) {
      for (int bytes : new int[] {1, 3, 7, 20}) {
        RawHttp attacker = RawHttp.open(Impatient.TARGET);
        String url = "/socket.io/?transport=websocket&EIO=" + version;
        assertThat(RawWebSocket.upgrade(attacker, url).status()).isEqualTo(101);
        attacker.write(Arrays.copyOf(frame, bytes));
        attackers.add(attacker);
      }
    }
    for (RawHttp attacker : attackers) {
      assertEndsAlone(Impatient.TARGET, attacker);
      attacker.close();
    }
  }

  @Test
  void frameAByteAtATimeIsCutOff() {
    try (RawHttp attacker = RawHttp.open(Impatient.TARGET)) {
      assertThat(RawWebSocket.upgrade(attacker, SOCKET).status()).isEqualTo(101);
      drip(attacker, RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, new byte[2000]));
    }
  }

  @Test
  void fragmentsWithoutAnEndAreCutOff() {
    try (RawHttp attacker = RawHttp.open(Impatient.TARGET)) {
      assertThat(RawWebSocket.upgrade(attacker, SOCKET).status()).isEqualTo(101);
      attacker.write(RawWebSocket.masked(RawWebSocket.TEXT, new byte[] {'4'}));
      ByteArrayOutputStream pings = new ByteArrayOutputStream();
      for (int i = 0; i < 300; i++) {
        pings.writeBytes(RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.PING, new byte[0]));
      }
      drip(attacker, pings.toByteArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void attachmentsThatNeverComeAreNotWaitedFor(int version) {
    Way way = version == 4 ? Way.V4_WEBSOCKET : Way.V3_WEBSOCKET;
    Target server = Target.with("--body-timeout", "500", "--ping-interval", "25000");
    try (Wire wire = way.open(server).connected()) {
      wire.send("452-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
      wire.sendBinary(new byte[100]);
      wire.expectEnd(IN_TIME);
    }
  }

  // Floods and bombs.

  private static final class Deflating {
    static final Target TARGET = Target.with("--deflate", "true", "--ping-interval", "25000");
  }

  private static RawWebSocket deflating() {
    RawWebSocket socket =
        RawWebSocket.open(Deflating.TARGET, SOCKET, "Sec-WebSocket-Extensions: permessage-deflate");
    assertThat(socket.next().text()).startsWith("0");
    return socket;
  }

  private static byte[] deflated(int zeros) {
    Deflater deflater = new Deflater(9, true);
    try {
      byte[] plain = new byte[zeros];
      Arrays.fill(plain, (byte) '4');
      deflater.setInput(plain);
      byte[] room = new byte[zeros / 100 + 1000];
      int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(room, length - 4);
    } finally {
      deflater.end();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_001, 5_000_000, 100_000_000})
  void messageThatInflatesBeyondTheLimitIsCutOff(int size) {
    try (RawWebSocket socket = deflating()) {
      socket.frame(RawWebSocket.FIN | 0x40 | RawWebSocket.TEXT, deflated(size));
      assertThat(socket.endsWithin(IN_TIME)).isTrue();
    }
    try (Wire wire = Way.V4_WEBSOCKET.open(Deflating.TARGET).connected()) {
      wire.expectAlive();
    }
  }

  @Test
  void fragmentsThatInflateBeyondTheLimitAreCutOff() {
    byte[] whole = deflated(5_000_000);
    int half = whole.length / 2;
    try (RawWebSocket socket = deflating()) {
      socket.frame(0x40 | RawWebSocket.BINARY, Arrays.copyOf(whole, half));
      socket.frame(RawWebSocket.FIN, Arrays.copyOfRange(whole, half, whole.length));
      assertThat(socket.endsWithin(IN_TIME)).isTrue();
    }
  }

  @Test
  void whatIsNoDeflateStreamEndsTheConnection() {
    try (RawWebSocket socket = deflating()) {
      socket.frame(RawWebSocket.FIN | 0x40 | RawWebSocket.TEXT, new byte[] {-1, -1, -1, -1, 7});
      assertThat(socket.endsWithin(IN_TIME)).isTrue();
    }
  }

  @Test
  void floodOfPingsIsCutOff() {
    Target server = Target.calm();
    server.notOnReference("answers any number of pings");
    try (RawWebSocket socket = RawWebSocket.open(server, SOCKET)) {
      byte[] ping = RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.PING, new byte[125]);
      try {
        for (int i = 0; i < 20_000; i++) {
          socket.raw(ping);
        }
      } catch (UncheckedIOException e) {
        // Cut off while writing, as it should be.
      }
      assertThat(socket.endsWithin(IN_TIME)).isTrue();
    }
  }
}
