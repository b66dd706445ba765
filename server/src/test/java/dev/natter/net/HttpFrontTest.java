package dev.natter.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpFrontTest {

  private static final String PAGE = "https://chat.example.org";

  private final List<Throwable> faults = new ArrayList<>();
  private final List<HttpExchange> waiting = new ArrayList<>();
  private final List<HttpRoute> routes =
      List.of(
          HttpRoute.get("/a/b", exchange -> exchange.answer(text("exact"))),
          HttpRoute.get("/a/{x}", exchange -> exchange.answer(text("" + exchange.parameters()))),
          HttpRoute.get("/a/{x}/{y}", exchange -> exchange.answer(text("two"))),
          HttpRoute.get("/*", exchange -> exchange.answer(text("rest"))),
          new HttpRoute(HttpMethod.PUT, "/a/{x}", 8, this::echo),
          new HttpRoute(HttpMethod.POST, "/fault", 8, exchange -> fail()));

  @Test
  void theNearestRouteAnswers() {
    assertThat(body(ask(HttpMethod.GET, "/a/b"))).isEqualTo("exact");
    assertThat(body(ask(HttpMethod.GET, "/a/c%2Fd+e"))).isEqualTo("{x=c/d+e}");
    assertThat(body(ask(HttpMethod.GET, "/a/c/d"))).isEqualTo("two");
    assertThat(body(ask(HttpMethod.GET, "/a/"))).isEqualTo("rest");
    assertThat(body(ask(HttpMethod.GET, "/a/b/c/d"))).isEqualTo("rest");
  }

  @Test
  void anotherMethodIsToldWhichAreAnswered() {
    FullHttpResponse answer = ask(HttpMethod.DELETE, "/a/c");

    assertThat(answer.status().code()).isEqualTo(405);
    assertThat(answer.headers().get("Allow")).isEqualTo("GET, HEAD, PUT");
  }

  @Test
  void anAddressThatCannotBeReadIsRefused() {
    assertThat(ask(HttpMethod.GET, "/a/%zz").status().code()).isEqualTo(400);
    assertThat(ask(HttpMethod.GET, "/a/b?x=%zz").status().code()).isEqualTo(400);
  }

  @Test
  void aFaultOfARouteIsAnsweredAndTold() {
    assertThat(ask(HttpMethod.POST, "/fault").status().code()).isEqualTo(500);
    assertThat(faults).hasSize(1);
  }

  @Test
  void aPageOfAnAllowedOriginMayReadAndItsPreflightIsAnswered() {
    CrossOrigin pages = new CrossOrigin(List.of(PAGE));

    assertThat(ask(pages, HttpMethod.GET, "/a/b").headers().get("Access-Control-Allow-Origin"))
        .isEqualTo(PAGE);
    FullHttpResponse preflight = ask(pages, HttpMethod.OPTIONS, "/a/c");
    assertThat(preflight.status().code()).isEqualTo(204);
    assertThat(preflight.headers().get("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    assertThat(preflight.headers().get("Access-Control-Allow-Methods")).contains("PUT");
    assertThat(preflight.headers().get("Access-Control-Allow-Headers")).contains("Authorization");
    assertThat(preflight.headers().get("Access-Control-Allow-Credentials")).isNull();
    assertThat(preflight.headers().get("Vary")).isEqualTo("Origin");
  }

  @Test
  void aPageOfAnotherOriginIsToldNothing() {
    for (CrossOrigin pages :
        List.of(CrossOrigin.NONE, new CrossOrigin(List.of("https://other.example.org")))) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.OPTIONS)) {
        assertThat(ask(pages, method, "/a/c").headers().get("Access-Control-Allow-Origin"))
            .isNull();
      }
    }
  }

  @Test
  void aBodyIsCollectedUpToItsRoutesLimit() {
    EmbeddedChannel channel = channel(new BodyBudget(100));
    send(channel, 8, "1234", "5678");
    assertThat(body(channel.readOutbound())).isEqualTo("12345678");
    send(channel, -1, "123456789");
    FullHttpResponse refused = channel.readOutbound();

    assertThat(refused.status().code()).isEqualTo(413);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aBodyThatSaysItIsTooLargeIsNotWaitedFor() {
    EmbeddedChannel channel = channel(new BodyBudget(100));
    channel.writeInbound(head(9));
    FullHttpResponse refused = channel.readOutbound();

    assertThat(refused.status().code()).isEqualTo(413);
    assertThat(refused.headers().get("Connection")).isEqualTo("close");
  }

  @Test
  void allBodiesTogetherHaveALimitAndGiveBackWhatTheyTook() {
    BodyBudget budget = new BodyBudget(8);
    EmbeddedChannel first = channel(budget);
    EmbeddedChannel second = channel(budget);
    first.writeInbound(head(8));
    second.writeInbound(head(1));
    FullHttpResponse refused = second.readOutbound();
    assertThat(refused.status().code()).isEqualTo(503);
    first.finishAndReleaseAll();
    EmbeddedChannel third = channel(budget);
    send(third, 8, "12345678");

    assertThat(body(third.readOutbound())).isEqualTo("12345678");
  }

  @Test
  void aBodyCountsUntilItIsAnsweredEvenIfNobodyWaitsForThat() {
    BodyBudget budget = new BodyBudget(8);
    EmbeddedChannel first = channel(budget);
    send(first, 8, "wait 678");
    first.finishAndReleaseAll();
    EmbeddedChannel second = channel(budget);
    second.writeInbound(head(1));
    assertThat(second.<FullHttpResponse>readOutbound().status().code()).isEqualTo(503);
    waiting.remove(0).answer(HttpAnswer.plain(200, "late"));
    EmbeddedChannel third = channel(budget);
    send(third, 8, "12345678");

    assertThat(body(third.readOutbound())).isEqualTo("12345678");
  }

  private FullHttpResponse ask(HttpMethod method, String uri) {
    return ask(CrossOrigin.NONE, method, uri);
  }

  private FullHttpResponse ask(CrossOrigin pages, HttpMethod method, String uri) {
    EmbeddedChannel channel = new EmbeddedChannel(front(pages));
    var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, uri);
    request.headers().set("Origin", PAGE);
    channel.writeInbound(request);
    return channel.readOutbound();
  }

  private EmbeddedChannel channel(BodyBudget budget) {
    HttpFront front = front(CrossOrigin.NONE);
    return new EmbeddedChannel(front.bodies(budget), front);
  }

  private HttpFront front(CrossOrigin pages) {
    return new HttpFront(
        routes,
        pages,
        TrustedProxies.NONE,
        Optional.empty(),
        (status, sentence) -> HttpAnswer.plain(status, sentence),
        faults::add);
  }

  private static void send(EmbeddedChannel channel, int length, String... parts) {
    channel.writeInbound(head(length));
    for (String part : parts) {
      channel.writeInbound(new DefaultHttpContent(Unpooled.copiedBuffer(part, UTF_8)));
    }
    channel.writeInbound(new DefaultLastHttpContent());
  }

  /** The head of a request; one without a length comes in chunks. */
  private static HttpRequest head(int length) {
    HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/a/x");
    if (length < 0) {
      head.headers().set("Transfer-Encoding", "chunked");
    } else {
      head.headers().set("Content-Length", length);
    }
    return head;
  }

  /** Answers with the body; whoever sends "wait…" waits. */
  private void echo(HttpExchange exchange) {
    byte[] body = exchange.body();
    if (new String(body, UTF_8).startsWith("wait")) {
      waiting.add(exchange);
    } else {
      exchange.answer(new HttpAnswer(200, "text/plain", body, Map.of()));
    }
  }

  private static void fail() {
    throw new IllegalStateException("a fault");
  }

  private static HttpAnswer text(String text) {
    return HttpAnswer.text(200, "text/plain", text);
  }

  private static String body(FullHttpResponse answer) {
    return answer.content().toString(UTF_8);
  }
}
