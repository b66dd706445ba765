package dev.natter.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.natter.RawClient;
import dev.natter.RawDoor;
import dev.natter.net.WebSocketLimits;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebSocketGatewayIT {

  private static final String GREETING = "Welcome to the chat server!";

  private RawDoor door;

  @BeforeEach
  void open() throws IOException {
    door = RawDoor.open();
  }

  @AfterEach
  void close() {
    door.close();
    assertThat(door.faults).isEmpty();
  }

  @Test
  void everybodyHearsTheJsonDialectSenderIncluded() throws InterruptedException {
    try (RawClient ann = json("/");
        RawClient bob = RawClient.listening(door.port(), "/ws/json")) {
      ann.send("{\"text\":\"hi\"}");

      assertThat(ann.next()).isEqualTo("{\"type\":\"chat\",\"text\":\"hi\"}");
      assertThat(bob.next()).isEqualTo("{\"type\":\"chat\",\"text\":\"hi\"}");
    }
  }

  @Test
  void othersHearTheTextDialectButNotTheSender() throws InterruptedException {
    try (RawClient ann = text("/ws/text");
        RawClient bob = text("/?dialect=ws-text")) {
      ann.send("hi");
      assertThat(bob.next()).isEqualTo("hi");
      bob.send("hello");

      assertThat(ann.next()).isEqualTo("hello");
    }
  }

  @Test
  void bothDialectsHearOneOrder() throws InterruptedException {
    try (RawClient ann = json("/");
        RawClient bob = text("/ws/text")) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        ann.send("{\"text\":\"" + i + "\"}");
        sent.add(String.valueOf(i));
      }
      for (String text : sent) {
        assertThat(ann.next()).isEqualTo("{\"type\":\"chat\",\"text\":\"" + text + "\"}");
        assertThat(bob.next()).isEqualTo(text);
      }
    }
  }

  @Test
  void invalidJsonClosesThatSocketAfterSayingWhyAndNobodyElses() throws InterruptedException {
    try (RawClient ann = json("/");
        RawClient bob = json("/")) {
      ann.send("{oops");
      assertThat(ann.next()).contains("\"type\":\"error\"").contains("BAD_REQUEST");
      assertThat(ann.closeCode()).isEqualTo(1007);
      bob.send("{\"text\":\"still here\"}");

      assertThat(bob.next()).contains("still here");
    }
  }

  @Test
  void jsonOfAnotherShapeIsRefusedWithoutClosing() throws InterruptedException {
    try (RawClient ann = json("/")) {
      ann.send("{\"txt\":\"a\"}");
      assertThat(ann.next()).contains("BAD_REQUEST");
      ann.send("{\"text\":\"a\"}");

      assertThat(ann.next()).contains("\"type\":\"chat\"");
    }
  }

  @Test
  void aRefusalOfTheChatIsTold() throws InterruptedException {
    door.store.accepting.set(false);
    try (RawClient ann = json("/");
        RawClient bob = text("/ws/text")) {
      ann.send("{\"text\":\"a\"}");
      bob.send("b");

      assertThat(ann.next()).contains("NOT_STORED").contains("\"retry\":true");
      assertThat(bob.next()).startsWith("Not sent: ").contains("NOT_STORED");
    }
  }

  @Test
  void aBodyOverTheLimitIsRefusedAndAHugeFrameClosed() throws InterruptedException {
    try (RawClient ann = json("/")) {
      ann.send("{\"text\":\"" + "x".repeat(70_000) + "\"}");
      assertThat(ann.next()).contains("TOO_LARGE");
      ann.send("{\"text\":\"" + "x".repeat(1_000_001) + "\"}");

      assertThat(ann.closeCode()).isIn(1009, 1006);
    }
  }

  @Test
  void roomsAndNamespacesAreApart() throws InterruptedException {
    try (RawClient lobby = text("/ws/text");
        RawClient green = text("/ws/text?room=green");
        RawClient other = text("/ws/text?namespace=/other");
        RawClient alsoGreen = text("/ws/text?room=green&name=Ann")) {
      lobby.send("for the lobby");
      other.send("for the other lobby");
      green.send("for green");

      assertThat(alsoGreen.next()).isEqualTo("for green");
      assertThat(lobby.hasHeardNothingMore()).isTrue();
      assertThat(other.hasHeardNothingMore()).isTrue();
    }
  }

  @Test
  void fragmentsArePutTogetherEvenInsideACharacter() throws InterruptedException {
    try (RawClient ann = json("/")) {
      ann.socket().sendText("{\"text\":", false).join();
      ann.socket().sendText("\"in parts\"}", true).join();

      assertThat(ann.next()).contains("in parts");
    }
  }

  @Test
  void binaryFramesAreNotUnderstood() {
    try (RawClient ann = json("/")) {
      ann.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();

      assertThat(ann.closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void tooManyFragmentsEndTheConnection() throws InterruptedException {
    try (RawClient ann = text("/ws/text")) {
      for (int i = 0; i < 1_025 && !ann.isClosed(); i++) {
        ann.socket().sendText("x", false).join();
      }

      assertThat(ann.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aFloodOfPingsEndsTheConnection() throws InterruptedException {
    try (RawClient ann = text("/ws/text")) {
      for (int i = 0; i < 300 && !ann.isClosed(); i++) {
        var unused = ann.socket().sendPing(ByteBuffer.allocate(0));
      }

      assertThat(ann.closeCode()).isIn(1008, 1006);
    }
  }

  @Test
  void stoppingTellsEverySocket() throws InterruptedException {
    try (RawClient ann = json("/");
        RawClient bob = text("/ws/text")) {
      door.gateway.close(Duration.ofSeconds(5)).join();

      assertThat(ann.closeCode()).isEqualTo(1001);
      assertThat(bob.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void aSilentPeerIsPingedAndThenDropped() throws IOException {
    WebSocketLimits quick =
        new WebSocketLimits(
            1_000,
            10,
            100,
            1 << 20,
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofSeconds(1));
    try (RawDoor impatient = RawDoor.open(quick);
        Socket mute = Handshake.open(impatient.port(), "/ws/json", "");
        RawClient alive = RawClient.connect(impatient.port(), "/ws/json")) {
      await().until(() -> mute.getInputStream().read() == -1);

      assertThat(alive.isClosed()).isFalse();
    }
  }

  @Test
  void aReaderThatDoesNotReadIsCutOffAndTheOthersHearAll() throws Exception {
    try (Socket deaf = Handshake.open(door.port(), "/ws/json", "");
        RawClient ann = json("/")) {
      String text = "x".repeat(50_000);
      for (int i = 0; i < 400; i++) {
        ann.send("{\"text\":\"" + text + "\"}");
        assertThat(ann.next()).hasSizeGreaterThan(50_000);
      }
      int before = door.connections.connections();
      assertThat(before).isGreaterThanOrEqualTo(1);
      await().until(() -> door.connections.connections() == 1);
      assertThat(deaf.isConnected()).isTrue();
    }
  }

  @Test
  void aPageOfAnotherSiteMayNotConnect() throws IOException {
    assertThat(Handshake.status(door.port(), "/ws/json", "Origin: https://evil.example\r\n"))
        .contains(" 403 ");
    assertThat(Handshake.status(door.port(), "/ws/json", "Origin: http://localhost:5500\r\n"))
        .contains(" 101 ");
    assertThat(Handshake.status(door.port(), "/ws/json", "Origin: null\r\n")).contains(" 101 ");
  }

  @Test
  void whatCannotBeMeantIsRefusedBeforeTheUpgrade() throws IOException {
    assertThat(Handshake.status(door.port(), "/ws/json?room=a%7Cb", "")).contains(" 400 ");
    assertThat(Handshake.status(door.port(), "/ws/json?dialect=klingon", "")).contains(" 400 ");
    assertThat(Handshake.status(door.port(), "/ws/json?dialect=message", "")).contains(" 400 ");
    assertThat(Handshake.status(door.port(), "/ws/json?namespace=/none", "")).contains(" 404 ");
  }

  private RawClient json(String path) {
    return RawClient.connect(door.port(), path);
  }

  private RawClient text(String path) throws InterruptedException {
    RawClient client = RawClient.connect(door.port(), path);
    assertThat(client.next()).isEqualTo(GREETING);
    // Its own words do not come back; that it listens shows in what another hears of it.
    return client;
  }
}
