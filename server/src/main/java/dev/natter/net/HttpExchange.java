package dev.natter.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request and its answer. The request's body is gone when the route returns: what needs it
 * later reads it before.
 *
 * <p>Thread: any; it is answered once.
 */
public final class HttpExchange {

  private final Channel channel;
  private final FullHttpRequest request;
  private final String path;
  private final Map<String, String> query;
  private final Map<String, String> parameters;
  private final CrossOrigin crossOrigin;
  private final InetSocketAddress client;
  private final AtomicBoolean answered = new AtomicBoolean();

  HttpExchange(
      Channel channel,
      FullHttpRequest request,
      QueryStringDecoder uri,
      Map<String, String> parameters,
      CrossOrigin crossOrigin,
      InetSocketAddress client) {
    this.channel = channel;
    this.request = request;
    this.path = uri.path();
    this.parameters = parameters;
    this.crossOrigin = crossOrigin;
    this.client = client;
    this.query = new LinkedHashMap<>();
    uri.parameters().forEach((name, values) -> query.put(name, values.get(0)));
  }

  /** The request's method. */
  public HttpMethod method() {
    return request.method();
  }

  /** The path, decoded. */
  public String path() {
    return path;
  }

  /** The query's parameters, decoded; of equal names the first. */
  public Map<String, String> query() {
    return query;
  }

  /** The parameters of the route's path, decoded. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** A copy of the request's body. */
  public byte[] body() {
    return ByteBufUtil.getBytes(request.content());
  }

  /** The network address of whoever asks, behind any proxy that is trusted. */
  public String address() {
    return client.getAddress().getHostAddress();
  }

  /** {@link #address()} as such. */
  InetAddress client() {
    return client.getAddress();
  }

  /** Whether it came by TLS that ends here, not at a proxy. */
  public boolean isEncrypted() {
    return TlsCertificate.isOn(channel.pipeline());
  }

  /** A request header; empty if it is missing. */
  public String header(CharSequence name) {
    return request.headers().get(name, "");
  }

  /** Every value of a request header. */
  public List<String> headers(CharSequence name) {
    return request.headers().getAll(name);
  }

  /** Answers the request; of several answers only the first is sent. */
  public void answer(HttpAnswer given) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    if (request instanceof CollectedRequest collected) {
      collected.answered();
    }
    HttpAnswer answer = crossOrigin.on(given, header(HttpHeaderNames.ORIGIN));
    boolean head = method().equals(HttpMethod.HEAD);
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    if (answer.parts().isPresent() && !head) {
      HttpResponse begun = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(answer));
      describe(begun, answer, keepAlive);
      // What becomes of it, the first part's writing tells.
      var unused = channel.write(begun, channel.voidPromise());
      new StreamedBody(channel, answer.parts().get(), keepAlive).send();
      return;
    }
    ByteBuf body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body());
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(answer), body);
    describe(response, answer, keepAlive);
    var written = channel.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static HttpResponseStatus status(HttpAnswer answer) {
    return HttpResponseStatus.valueOf(answer.status());
  }

  private static void describe(HttpResponse response, HttpAnswer answer, boolean keepAlive) {
    answer.headers().forEach(response.headers()::set);
    response.headers().set("X-Content-Type-Options", "nosniff");
    if (answer.status() != HttpResponseStatus.NOT_MODIFIED.code()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.length());
    }
    HttpUtil.setKeepAlive(response, keepAlive);
  }

  Channel channel() {
    return channel;
  }

  FullHttpRequest request() {
    return request;
  }
}
