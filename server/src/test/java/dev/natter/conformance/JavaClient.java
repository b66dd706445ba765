package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.Closeable;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One socket of the Java client, of whichever generation this class was loaded with. */
final class JavaClient implements Closeable {
  /** Beyond the interval and the timeout of a server's defaults. */
  private static final int PING_TIMEOUT_SECONDS = 60;

  private static final int PATIENCE_SECONDS = 15;

  private final Socket socket;
  private final BlockingQueue<Object[]> connects;
  private final Map<String, BlockingQueue<Object[]>> heard =
      new java.util.concurrent.ConcurrentHashMap<>();

  private JavaClient(Socket socket) {
    this.socket = socket;
    this.connects = listen("connect");
  }

  /** A socket that is not connected yet; a token of "" is none. */
  static JavaClient of(String url, String transport, boolean old, String token) {
    IO.Options options = new IO.Options();
    options.forceNew = true;
    options.reconnectionDelay = 50;
    options.reconnectionDelayMax = 100;
    options.transports =
        transport.equals("upgrade")
            ? new String[] {"polling", "websocket"}
            : new String[] {transport};
    String query = "";
    if (!token.isEmpty() && old) {
      query = "?token=" + token;
    } else if (!token.isEmpty()) {
      options.auth = Map.of("token", token);
    }
    try {
      return new JavaClient(IO.socket(url + query, options));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  Socket socket() {
    return socket;
  }

  JavaClient open() {
    socket.connect();
    return this;
  }

  JavaClient connected() {
    open();
    awaitConnect();
    return this;
  }

  void awaitConnect() {
    take(connects, "connect");
  }

  /** Collects an event's arguments from now on. */
  BlockingQueue<Object[]> listen(String event) {
    return heard.computeIfAbsent(
        event,
        name -> {
          BlockingQueue<Object[]> queue = new LinkedBlockingQueue<>();
          socket.on(name, queue::add);
          return queue;
        });
  }

  List<Object> next(String event) {
    return List.of(take(listen(event), event));
  }

  /** The same with the patience of a ping timeout. */
  List<Object> nextInTheEnd(String event) {
    return List.of(take(listen(event), event, PING_TIMEOUT_SECONDS));
  }

  private static Object[] take(BlockingQueue<Object[]> queue, String event) {
    return take(queue, event, PATIENCE_SECONDS);
  }

  private static Object[] take(BlockingQueue<Object[]> queue, String event, int seconds) {
    try {
      Object[] arguments = queue.poll(seconds, TimeUnit.SECONDS);
      assertThat(arguments).as("event %s", event).isNotNull();
      return arguments;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void emit(String event, Object... arguments) {
    socket.emit(event, arguments);
  }

  CompletableFuture<Object[]> asking(String event, Object... arguments) {
    CompletableFuture<Object[]> answer = new CompletableFuture<>();
    socket.emit(event, arguments, (Ack) answer::complete);
    return answer;
  }

  Object[] ask(String event, Object... arguments) {
    return await(asking(event, arguments));
  }

  static Object[] await(CompletableFuture<Object[]> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Override
  public void close() {
    socket.io().reconnection(false);
    socket.close();
  }
}
