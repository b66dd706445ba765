package dev.natter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that keeps what it hears. */
public final class RawClient implements WebSocket.Listener, AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;

  private RawClient(String uri, Map<String, String> headers) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    headers.forEach(builder::header);
    socket = builder.buildAsync(URI.create(uri), this).join();
  }

  public static RawClient connect(int port, String pathAndQuery) {
    return connect(port, pathAndQuery, Map.of());
  }

  /** With headers as a browser sends them. */
  public static RawClient connect(int port, String pathAndQuery, Map<String, String> headers) {
    return new RawClient("ws://127.0.0.1:" + port + pathAndQuery, headers);
  }

  /**
   * Connects by the JSON dialect, and waits until it hears its room: the handshake is answered
   * before it is let in, while an answer to what cannot be meant comes after.
   */
  public static RawClient listening(int port, String pathAndQuery) throws InterruptedException {
    RawClient client = connect(port, pathAndQuery);
    client.send("{}");
    assertThat(client.next()).contains("BAD_REQUEST");
    return client;
  }

  public void send(String text) {
    socket.sendText(text, true).join();
  }

  public WebSocket socket() {
    return socket;
  }

  /** The next text, which must come within twenty seconds. */
  public String next() throws InterruptedException {
    String text = heard.poll(30, TimeUnit.SECONDS);
    assertThat(text).as("a text within twenty seconds").isNotNull();
    return String.valueOf(text);
  }

  public boolean hasHeardNothingMore() {
    return heard.isEmpty();
  }

  /** The code of the close frame. */
  public int closeCode() {
    return closed.orTimeout(30, TimeUnit.SECONDS).join();
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      heard.add(part.toString());
      part.setLength(0);
    }
    webSocket.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    closed.complete(code);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.complete(1006);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
