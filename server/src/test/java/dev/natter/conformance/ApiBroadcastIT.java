package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.corundumstudio.socketio.BroadcastAckCallback;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import dev.natter.conformance.ApiServer.Member;
import dev.natter.engine.EngineBroadcast;
import dev.natter.engine.EngineClient;
import dev.natter.engine.EngineOptions;
import dev.natter.engine.EventArguments;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Broadcasts through netty-socketio's API and with Node's modifiers. */
class ApiBroadcastIT {
  private static final String END = "42[\"end\"]";

  private final ApiServer api = ApiServer.start();

  @AfterEach
  void stop() {
    api.close();
  }

  private EngineBroadcast all() {
    return api.main().getBroadcastOperations();
  }

  /** The member hears exactly these values of {@code said}, and then the end. */
  private void assertHears(Member member, Object... values) {
    member.client().sendEvent("end");
    for (Object value : values) {
      member.wire().expect("42[\"said\"," + value + "]");
    }
    member.wire().expect(END);
  }

  @Test
  void namespaceHearsButForWhomIsExcluded() {
    Member first = api.member();
    Member second = api.member();
    all().sendEvent("said", 1);
    all().sendEvent("said", first.client(), 2);
    all().sendEvent("said", (SocketIOClient client) -> client == second.client(), 3);
    assertHears(first, 1, 3);
    assertHears(second, 1, 2);
  }

  @Test
  void roomsTogetherAreHeardOnceByEachMember() {
    Member both = api.member("a", "b");
    Member one = api.member("b");
    Member none = api.member();
    api.main().getRoomOperations("a", "b", "a").sendEvent("said", 1);
    api.main().getRoomOperations("a").to("b").sendEvent("said", 2);
    api.main().getRoomOperations("nobody").sendEvent("said", 3);
    assertHears(both, 1, 2);
    assertHears(one, 1, 2);
    assertHears(none);
  }

  @Test
  void exceptedRoomsAndClientsHearNothing() {
    Member first = api.member("a");
    Member second = api.member("b");
    Member third = api.member();
    all().except("a").sendEvent("said", 1);
    all().except("a").except("b").sendEvent("said", 2);
    all().except(third.client().publicId()).sendEvent("said", 3);
    assertHears(first, 3);
    assertHears(second, 1, 3);
    assertHears(third, 1, 2);
  }

  @Test
  void clientsIdIsARoomOfItsOwn() {
    Member first = api.member();
    Member second = api.member();
    api.main().getRoomOperations(second.client().publicId()).sendEvent("said", 1);
    assertHears(first);
    assertHears(second, 1);
  }

  @Test
  void volatileReachesOnlyWhoCanTakeItAtOnce() {
    Member socket = api.member();
    // It fetches nothing from now on.
    try (PollingSession session = PollingSession.open(api.target(), 4)) {
      session.postText("40");
      session.poll();
      all().onlyWritable().sendEvent("said", 1);
      api.main().getAllClients().forEach(c -> ((EngineClient) c).sendVolatile("said", 2));
      // The loops decide who can take it, so they are let do that before it fetches again.
      api.main().getAllClients().forEach(ApiBroadcastIT::awaitLoop);
      all().sendEvent("said", 3);
      assertThat(session.poll()).extracting(text -> text.text()).containsExactly("42[\"said\",3]");
    }
    assertHears(socket, 1, 2, 3);
  }

  /** Waits until the client's loop has done what it was given so far. */
  private static void awaitLoop(SocketIOClient client) {
    ((EngineClient) client).eventLoop().submit(() -> {}).syncUninterruptibly();
  }

  @Test
  void localIsAllThereIs() {
    Member member = api.member();
    all().local().sendEvent("said", 1);
    assertHears(member, 1);
  }

  @Test
  void compressIsOnUnlessItIsTurnedOff() throws IOException {
    try (ApiServer deflating =
            ApiServer.start(EngineOptions.defaults().withPerMessageDeflate(true));
        RawWebSocket socket =
            RawWebSocket.open(
                deflating.target(),
                "/socket.io/?EIO=4&transport=websocket",
                "Sec-WebSocket-Extensions: permessage-deflate")) {
      assertThat(socket.nextFrame().isCompressed()).isFalse();
      socket.text("40");
      assertThat(socket.nextFrame().isCompressed()).isFalse();
      EngineBroadcast everybody = deflating.main().getBroadcastOperations();
      String large = "x".repeat(5000);
      everybody.sendEvent("said", large);
      assertThat(socket.nextFrame().isCompressed()).isTrue();
      everybody.compress(false).sendEvent("said", large);
      assertThat(socket.nextFrame().isCompressed()).isFalse();
      everybody.compress(true).sendEvent("said", "short");
      assertThat(socket.nextFrame().isCompressed()).isFalse();
    }
  }

  @Test
  void packetsAreBroadcastAsEvents() {
    Member member = api.member();
    Packet packet = new Packet(PacketType.MESSAGE, member.client().getEngineIOVersion());
    packet.setSubType(PacketType.EVENT);
    packet.setName("said");
    packet.setData(List.of(1));
    all().send(packet);
    assertHears(member, 1);
  }

  @Test
  void membersAreNamedAndDisconnected() {
    Member first = api.member("a");
    Member second = api.member();
    assertThat(all().getClients()).containsOnly(first.client(), second.client());
    assertThat(api.main().getRoomOperations("a").getClients()).containsOnly(first.client());
    api.main().getRoomOperations("a").disconnect();
    first.wire().expect("41");
    assertHears(second);
  }

  @Test
  void serverReachesEveryNamespace() {
    api.server().addNamespace("/more");
    Member member = api.member("a");
    Wire other = api.open(Way.V4_WEBSOCKET);
    other.join("/more", "");
    api.server().getBroadcastOperations().sendEvent("said", 1);
    api.server().getRoomOperations("a").sendEvent("said", 2);
    assertHears(member, 1, 2);
    other.expect("42/more,[\"said\",1]");
  }

  // Answers.

  private BroadcastAckCallback<String> telling(int seconds) {
    return new BroadcastAckCallback<>(String.class, seconds) {
      @Override
      protected void onClientSuccess(SocketIOClient client, String result) {
        api.tell(result);
      }

      @Override
      protected void onClientTimeout(SocketIOClient client) {
        api.tell("timeout");
      }

      @Override
      protected void onAllSuccess() {
        api.tell("all");
      }
    };
  }

  private static void answer(Member member, String json) {
    String question = member.wire().nextText();
    String id = question.substring(2, question.indexOf('['));
    member.wire().send("43" + id + "[" + json + "]");
  }

  @Test
  void callbackIsToldOfEachAnswerAndOfAll() {
    Member first = api.member();
    Member second = api.member();
    all().sendEvent("ask", "x", telling(30));
    answer(first, "\"one\"");
    assertThat(api.next()).isEqualTo("one");
    answer(second, "\"two\"");
    assertThat(api.next()).isEqualTo("two");
    assertThat(api.next()).isEqualTo("all");
  }

  @Test
  void callbackIsToldWhoDidNotAnswer() {
    Member first = api.member();
    Member second = api.member();
    all().sendEvent("ask", "x", second.client(), telling(30));
    answer(first, "\"one\"");
    assertThat(List.of(api.next(), api.next())).containsExactly("one", "all");
    all().sendEvent("ask", "x", telling(1));
    answer(first, "\"one\"");
    assertThat(api.next()).isEqualTo("one");
    assertThat(api.next()).isEqualTo("timeout");
    assertThat(api.isQuiet()).isTrue();
  }

  @Test
  void whoLeavesInsteadOfAnsweringIsNotWaitedFor() {
    Member member = api.member();
    all().sendEvent("ask", "x", telling(-1));
    assertThat(member.wire().nextText()).startsWith("42");
    member.wire().vanish();
    assertThat(api.next()).isEqualTo("timeout");
  }

  @Test
  void answersAreGatheredUntilAllCameOrTimeIsOver() throws Exception {
    Member first = api.member();
    Member second = api.member();
    CompletableFuture<EngineBroadcast.Replies> both =
        all().ask(Duration.ofSeconds(30), "ask", 1).toCompletableFuture();
    answer(first, "1,\"a\"");
    answer(second, "2");
    assertThat(both.get().complete()).isTrue();
    assertThat(both.get().answers())
        .extracting(EventArguments::size)
        .containsExactlyInAnyOrder(2, 1);
    CompletableFuture<EngineBroadcast.Replies> one =
        all().ask(Duration.ofMillis(200), "ask", 1).toCompletableFuture();
    answer(first, "1");
    assertThat(one.get().complete()).isFalse();
    assertThat(one.get().answers()).hasSize(1);
  }

  @Test
  void askingNobodyIsDoneAtOnce() {
    CompletableFuture<EngineBroadcast.Replies> nobody =
        api.main().getRoomOperations("x").ask(Duration.ofHours(1), "ask").toCompletableFuture();
    assertThat(nobody).isCompletedWithValueMatching(EngineBroadcast.Replies::complete);
  }
}
