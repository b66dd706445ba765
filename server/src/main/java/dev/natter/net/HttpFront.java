package dev.natter.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The table of routes in front of the engine. What it has no route for goes on to the engine if it
 * is under the engine's path, and is not found otherwise.
 *
 * <p>Thread: io; shared by all connections.
 */
@ChannelHandler.Sharable
public final class HttpFront extends SimpleChannelInboundHandler<FullHttpRequest> {

  /** The address of a channel that has none, as in tests without a network. */
  private static final InetSocketAddress NOWHERE = new InetSocketAddress("0.0.0.0", 0);

  private final RouteTable routes;
  private final CrossOrigin crossOrigin;
  private final TrustedProxies proxies;
  private final Optional<String> enginePath;
  private final BiFunction<Integer, String, HttpAnswer> refusal;
  private final Consumer<Throwable> faults;

  /**
   * A table that no page of another origin may read from.
   *
   * @param enginePath what is passed on; empty on a listener that has no engine
   * @param refusal spells a refusal from a status and a sentence
   * @param faults told of a route that failed
   */
  public HttpFront(
      List<HttpRoute> routes,
      Optional<String> enginePath,
      BiFunction<Integer, String, HttpAnswer> refusal,
      Consumer<Throwable> faults) {
    this(routes, CrossOrigin.NONE, TrustedProxies.NONE, enginePath, refusal, faults);
  }

  /**
   * A table.
   *
   * @param crossOrigin the pages of other origins that may read from it
   * @param proxies who is believed about where requests come from
   * @param enginePath what is passed on; empty on a listener that has no engine
   * @param refusal spells a refusal from a status and a sentence
   * @param faults told of a route that failed
   */
  public HttpFront(
      List<HttpRoute> routes,
      CrossOrigin crossOrigin,
      TrustedProxies proxies,
      Optional<String> enginePath,
      BiFunction<Integer, String, HttpAnswer> refusal,
      Consumer<Throwable> faults) {
    super(false);
    this.routes = new RouteTable(routes);
    this.crossOrigin = crossOrigin;
    this.proxies = proxies;
    this.enginePath = enginePath;
    this.refusal = refusal;
    this.faults = faults;
  }

  /** Collects the bodies of requests to this table; one a connection, before any aggregator. */
  public ChannelHandler bodies(BodyBudget budget) {
    return new RequestBodies(this, budget);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    boolean readable = isReadable(uri);
    Optional<RouteTable.Found> found = readable ? routes.find(uri) : Optional.empty();
    if (readable && found.isEmpty() && isEngines(uri.path())) {
      ctx.fireChannelRead(request);
      return;
    }
    try {
      if (!readable) {
        refuse(ctx, request, 400, "The address cannot be read.");
      } else if (!request.decoderResult().isSuccess()) {
        refuse(ctx, request, 400, "The request cannot be read.");
      } else if (found.isEmpty()) {
        refuse(ctx, request, 404, "There is nothing at this address.");
      } else {
        Map<String, String> parameters = found.get().parameters();
        run(found.get(), exchange(ctx, request, uri, parameters));
      }
    } finally {
      request.release();
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // Whatever a peer does to its own connection ends that connection, silently.
    ctx.close();
  }

  private void run(RouteTable.Found found, HttpExchange exchange) {
    Optional<HttpRoute> route = found.route(exchange.method());
    if (route.isEmpty()) {
      exchange.answer(otherMethod(found, exchange.method()));
      return;
    }
    if (!exchange.header(HttpHeaderNames.CONTENT_ENCODING).isEmpty()) {
      exchange.answer(refusal.apply(415, "A compressed body is not read."));
      return;
    }
    if (exchange.request().content().readableBytes() > route.get().maxBodyBytes()) {
      exchange.answer(tooLarge(route.get()));
      return;
    }
    try {
      route.get().answer().accept(exchange);
    } catch (RuntimeException e) {
      faults.accept(e);
      exchange.answer(refusal.apply(500, "The server failed at this."));
    }
  }

  private HttpAnswer otherMethod(RouteTable.Found found, HttpMethod method) {
    String allowed = String.join(", ", found.methods());
    if (!method.equals(HttpMethod.OPTIONS)) {
      return refusal.apply(405, "Only " + allowed + " is answered here.").with("Allow", allowed);
    }
    HttpAnswer answer = HttpAnswer.text(204, "text/plain", "").with("Allow", allowed);
    for (var header : crossOrigin.preflight(found.methods()).entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }

  /** The route that a request's body is for; empty if none here takes one. */
  Optional<HttpRoute> routeOf(HttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    return isReadable(uri)
        ? routes.find(uri).flatMap(found -> found.route(request.method()))
        : Optional.empty();
  }

  HttpAnswer tooLarge(HttpRoute route) {
    return refusal.apply(413, "A body has at most " + route.maxBodyBytes() + " bytes here.");
  }

  HttpAnswer full() {
    return refusal.apply(503, "Too much is being sent to this server. Try again in a moment.");
  }

  CrossOrigin crossOrigin() {
    return crossOrigin;
  }

  private HttpExchange exchange(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      QueryStringDecoder uri,
      Map<String, String> parameters) {
    InetSocketAddress client =
        ctx.channel().remoteAddress() instanceof InetSocketAddress peer
            ? proxies.client(peer, request.headers())
            : NOWHERE;
    return new HttpExchange(ctx.channel(), request, uri, parameters, crossOrigin, client);
  }

  private void refuse(
      ChannelHandlerContext ctx, FullHttpRequest request, int status, String sentence) {
    QueryStringDecoder nothing = new QueryStringDecoder("/");
    exchange(ctx, request, nothing, Map.of()).answer(refusal.apply(status, sentence));
  }

  private boolean isEngines(String path) {
    return enginePath.filter(own -> path.equals(own) || path.startsWith(own + "/")).isPresent();
  }

  private static boolean isReadable(QueryStringDecoder uri) {
    try {
      return !uri.path().isEmpty() && uri.parameters() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
