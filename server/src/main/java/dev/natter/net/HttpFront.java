package dev.natter.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The table of routes in front of the engine. What it has no route for goes on to the engine if it
 * is under the engine's path, and is not found otherwise.
 *
 * <p>Thread: io; shared by all connections.
 */
@ChannelHandler.Sharable
public final class HttpFront extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final Map<String, HttpRoute> exact = new HashMap<>();
  private final List<HttpRoute> prefixes = new ArrayList<>();
  private final Optional<String> enginePath;
  private final BiFunction<Integer, String, HttpAnswer> refusal;
  private final Consumer<Throwable> faults;

  /**
   * A table.
   *
   * @param routes where several match, an exact path goes before a beginning, an earlier beginning
   *     before a later
   * @param enginePath what is passed on; empty on a listener that has no engine
   * @param refusal spells a refusal from a status and a sentence
   * @param faults told of a route that failed
   */
  public HttpFront(
      List<HttpRoute> routes,
      Optional<String> enginePath,
      BiFunction<Integer, String, HttpAnswer> refusal,
      Consumer<Throwable> faults) {
    super(false);
    for (HttpRoute route : routes) {
      if (route.isPrefix()) {
        prefixes.add(route);
      } else {
        exact.put(route.path(), route);
      }
    }
    this.enginePath = enginePath;
    this.refusal = refusal;
    this.faults = faults;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    Optional<String> path = path(uri);
    Optional<HttpRoute> route = path.flatMap(this::route);
    if (route.isEmpty() && path.filter(this::isEngines).isPresent()) {
      ctx.fireChannelRead(request);
      return;
    }
    try {
      if (path.isEmpty()) {
        refuse(ctx, request, 400, "The address cannot be read.");
      } else if (!request.decoderResult().isSuccess()) {
        refuse(ctx, request, 400, "The request cannot be read.");
      } else if (route.isEmpty()) {
        refuse(ctx, request, 404, "There is nothing at this address.");
      } else {
        run(route.get(), new HttpExchange(ctx.channel(), request, uri));
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

  private void run(HttpRoute route, HttpExchange exchange) {
    HttpMethod method = exchange.method();
    if (!route.methods().contains(method)) {
      String allowed =
          route.methods().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
      HttpAnswer refused =
          method.equals(HttpMethod.OPTIONS)
              ? HttpAnswer.text(204, "text/plain", "")
              : refusal.apply(405, "Only " + allowed + " is answered here.");
      exchange.answer(refused.with("Allow", allowed));
      return;
    }
    if (!exchange.header(HttpHeaderNames.CONTENT_ENCODING).isEmpty()) {
      exchange.answer(refusal.apply(415, "A compressed body is not read."));
      return;
    }
    try {
      route.answer().accept(exchange);
    } catch (RuntimeException e) {
      faults.accept(e);
      exchange.answer(refusal.apply(500, "The server failed at this."));
    }
  }

  private void refuse(
      ChannelHandlerContext ctx, FullHttpRequest request, int status, String sentence) {
    QueryStringDecoder nothing = new QueryStringDecoder("/");
    new HttpExchange(ctx.channel(), request, nothing).answer(refusal.apply(status, sentence));
  }

  private Optional<HttpRoute> route(String path) {
    HttpRoute found = exact.get(path);
    return found != null
        ? Optional.of(found)
        : prefixes.stream().filter(route -> route.matches(path)).findFirst();
  }

  private boolean isEngines(String path) {
    return enginePath.filter(own -> path.equals(own) || path.startsWith(own + "/")).isPresent();
  }

  private static Optional<String> path(QueryStringDecoder uri) {
    try {
      uri.parameters();
      return Optional.of(uri.path());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
