package dev.natter.engine;

import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests of the Engine.IO path: verifies them as Node does and in its order, opens
 * connections, and hands the rest to the connection's event loop. Upstream accepts any version,
 * creates a session for each preflight and wrong method, and lets clients choose ids. See
 * "Handshake" of the Engine.IO protocol; shown by {@code EngineHandshakeIT}.
 *
 * <p>Thread: the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures.
final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final int MAX_PARAMETERS = 64;
  private static final String PLAIN = "text/plain; charset=UTF-8";

  private final Engine engine;
  private @Nullable Connection connection;
  private @Nullable Exchange exchange;

  Requests(Engine engine) {
    this.engine = engine;
  }

  /** A request and what was found in it. */
  private record Call(
      FullHttpRequest request,
      Exchange exchange,
      Map<String, List<String>> query,
      boolean upgrade) {

    String parameter(String name) {
      List<String> values = query.get(name);
      return values == null || values.isEmpty() ? "" : values.get(0);
    }

    boolean is(HttpMethod method) {
      return request.method().equals(method);
    }

    void refuse(EngineError error) {
      if (upgrade) {
        exchange.refuseUpgrade(error);
      } else {
        exchange.refuse(error);
      }
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    HttpHeaders cors = engine.options().cors().headersFor(request);
    if (request.decoderResult().isFailure()) {
      new Exchange(ctx, request, cors, "").refuseUpgrade(EngineError.BAD_REQUEST);
      return;
    }
    QueryStringDecoder url =
        new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS);
    Call call;
    try {
      Map<String, List<String>> query = url.parameters();
      String callback = query.containsKey("j") ? Jsonp.number(query.get("j").get(0)) : "";
      call =
          new Call(request, new Exchange(ctx, request, cors, callback), query, upgrades(request));
    } catch (IllegalArgumentException e) {
      new Exchange(ctx, request, cors, "").refuse(EngineError.BAD_REQUEST);
      return;
    }
    if (!isOurs(url.path())) {
      call.exchange().answer(HttpResponseStatus.NOT_FOUND, PLAIN, "Not found");
    } else if (call.is(HttpMethod.OPTIONS) && engine.options().cors().enabled()) {
      call.exchange().answer(HttpResponseStatus.NO_CONTENT, "", "");
    } else {
      verify(ctx, call);
    }
  }

  private boolean isOurs(String path) {
    String own = engine.options().path();
    return path.startsWith(own)
        && (path.length() == own.length()
            || (path.length() == own.length() + 1 && path.endsWith("/")));
  }

  /** Whether a request asks for a WebSocket. */
  static boolean upgrades(HttpRequest request) {
    return request
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && request
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
  }

  private void verify(ChannelHandlerContext ctx, Call call) {
    String name = call.parameter("transport");
    boolean polling = name.equals("polling");
    Transport transport = polling ? Transport.POLLING : Transport.WEBSOCKET;
    if ((!polling && !name.equals("websocket"))
        || !engine.options().transports().contains(transport)) {
      call.refuse(EngineError.TRANSPORT_UNKNOWN);
    } else if (!engine.options().cors().admits(call.request())) {
      call.refuse(EngineError.FORBIDDEN);
    } else if (!call.parameter("sid").isEmpty()) {
      known(ctx, call, polling);
    } else if (!call.is(HttpMethod.GET)) {
      call.refuse(EngineError.BAD_HANDSHAKE_METHOD);
    } else if (polling == call.upgrade()) {
      call.refuse(EngineError.BAD_REQUEST);
    } else if (!speaks(call.parameter("EIO"))) {
      call.refuse(EngineError.UNSUPPORTED_VERSION);
    } else {
      handshake(ctx, call, polling);
    }
  }

  private boolean speaks(String version) {
    return version.equals("4") || (version.equals("3") && engine.options().allowEio3());
  }

  // Requests of a connection that exists.

  private void known(ChannelHandlerContext ctx, Call call, boolean polling) {
    Connection found = engine.connection(call.parameter("sid"));
    if (found == null) {
      call.refuse(EngineError.SESSION_UNKNOWN);
    } else if (polling == call.upgrade() || found.isEio3() == call.parameter("EIO").equals("4")) {
      call.refuse(EngineError.BAD_REQUEST);
    } else if (!polling) {
      engine.upgrade().candidate(ctx, call.request().retain(), call.exchange(), found);
    } else if (call.is(HttpMethod.GET)) {
      track(found, call.exchange());
      found.home().run(() -> found.poll(call.exchange()));
    } else if (call.is(HttpMethod.POST)) {
      post(call, found);
    } else {
      call.refuse(EngineError.BAD_REQUEST);
    }
  }

  private void post(Call call, Connection found) {
    HttpHeaders headers = call.request().headers();
    if (headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
      call.exchange().answer(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "", "");
      return;
    }
    CharSequence type = HttpUtil.getMimeType(call.request());
    boolean octets = type != null && Payloads.BYTES.contentEquals(type);
    track(found, call.exchange());
    FullHttpRequest request = call.request().retain();
    found
        .home()
        .run(
            () -> {
              try {
                found.post(call.exchange(), request.content(), octets);
              } finally {
                request.release();
              }
            });
  }

  private void track(Connection found, Exchange current) {
    connection = found;
    exchange = current;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Connection waiting = connection;
    Exchange current = exchange;
    if (waiting != null && current != null && !current.isAnswered()) {
      waiting.home().run(() -> waiting.aborted(current));
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      ClientFaults.note(cause);
    }
    ctx.close();
  }

  // New connections.

  private void handshake(ChannelHandlerContext ctx, Call call, boolean polling) {
    FullHttpRequest request = call.request();
    Channel channel = ctx.channel();
    Recurring recurring = engine.recurring();
    HandshakeData data =
        new HandshakeData(
            recurring.headers(request.headers()),
            recurring.query(request.uri(), call.query()),
            engine
                .options()
                .clientAddress()
                .apply((InetSocketAddress) channel.remoteAddress(), request.headers()),
            (InetSocketAddress) channel.localAddress(),
            recurring.text(request.uri()),
            request.headers().contains(HttpHeaderNames.ORIGIN));
    request.retain();
    engine.authorize(
        data,
        result ->
            engine.loop(channel.eventLoop()).run(() -> decided(ctx, call, data, polling, result)));
  }

  private void decided(
      ChannelHandlerContext ctx,
      Call call,
      HandshakeData data,
      boolean polling,
      AuthorizationResult result) {
    if (!ctx.channel().isActive() || !result.isAuthorized()) {
      call.request().release();
      call.refuse(EngineError.FORBIDDEN);
      return;
    }
    boolean eio3 = call.parameter("EIO").equals("3");
    String b64 = call.parameter("b64");
    boolean base64 = !b64.isEmpty() && !b64.equals("0") && !b64.equals("false");
    EngineLoop home = engine.loop(ctx.channel().eventLoop());
    Connection created = engine.connect(home, eio3, base64);
    MessageSink sink = engine.sink(created, data, result.getStoreParams(), polling);
    if (!polling) {
      engine.upgrade().begin(ctx, call.request(), call.exchange(), created, sink);
      return;
    }
    call.request().release();
    engine.register(created);
    engine.cookie(call.exchange(), created);
    track(created, call.exchange());
    created.open(sink, null);
    created.poll(call.exchange());
  }
}
