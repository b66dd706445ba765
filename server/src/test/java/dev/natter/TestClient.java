package dev.natter;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.Polling;
import io.socket.engineio.client.transports.WebSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The official Java client, keeping what it hears. */
public final class TestClient implements AutoCloseable {

  /** For a machine that is busy with other tests; nothing waits as long where all is well. */
  private static final int PATIENCE_SECONDS = 30;

  private static final String[] EVENTS = {
    "message",
    "receive message",
    "chat message",
    "message:posted",
    "message:changed",
    "new message",
    "login",
    "user joined",
    "user left",
    "typing",
    "stop typing",
    "session",
    "users",
    "user connected",
    "private message",
    "session:opened",
    "session:expiring",
    "session:ended",
    "room:changed",
    "member:joined",
    "member:changed",
    "member:left",
    "room:invited",
    "room:removed",
    "read:moved",
    "delivered:moved",
    "unread:changed",
    "typing:changed",
    "presence:changed"
  };

  private final Socket socket;
  private final Map<String, BlockingQueue<String>> heard = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final CompletableFuture<String> refused = new CompletableFuture<>();

  private TestClient(int port, String namespace, Map<String, String> auth, String transport) {
    this(port, namespace, auth, transport, Map.of());
  }

  private TestClient(
      int port,
      String namespace,
      Map<String, String> auth,
      String transport,
      Map<String, List<String>> headers) {
    IO.Options options =
        IO.Options.builder()
            .setForceNew(true)
            .setReconnection(false)
            .setTransports(new String[] {transport})
            .setAuth(auth)
            .setExtraHeaders(headers)
            .build();
    socket = IO.socket(URI.create("http://127.0.0.1:" + port + namespace), options);
    for (String event : EVENTS) {
      BlockingQueue<String> queue = new LinkedBlockingQueue<>();
      heard.put(event, queue);
      socket.on(event, arguments -> queue.add(json(arguments)));
    }
    socket.on(Socket.EVENT_CONNECT, arguments -> connected.complete(null));
    socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> refused.complete(json(arguments)));
    socket.connect();
  }

  /** A client that is in. */
  public static TestClient connect(int port, Map<String, String> auth) {
    return connect(port, "/", auth);
  }

  public static TestClient connect(int port, String namespace, Map<String, String> auth) {
    TestClient client = new TestClient(port, namespace, auth, WebSocket.NAME);
    client.connected.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    return client;
  }

  public static TestClient polling(int port, Map<String, String> auth) {
    TestClient client = new TestClient(port, "/", auth, Polling.NAME);
    client.connected.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    return client;
  }

  /** With headers as a browser sends them, by polling or by WebSocket. */
  public static TestClient withHeaders(
      int port, Map<String, String> auth, boolean polling, Map<String, String> headers) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    String transport = polling ? Polling.NAME : WebSocket.NAME;
    TestClient client = new TestClient(port, "/", auth, transport, lists);
    var unused =
        client.refused.thenAccept(
            why -> client.connected.completeExceptionally(new IllegalStateException(why)));
    client.connected.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    return client;
  }

  /** What a client is told that is not let in. */
  public static String refusal(int port, Map<String, String> auth) {
    return refusal(port, "/", auth);
  }

  /** What a client is told that is not let in to a namespace. */
  public static String refusal(int port, String namespace, Map<String, String> auth) {
    try (TestClient client = new TestClient(port, namespace, auth, WebSocket.NAME)) {
      return client.refused.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  public void emit(String event, Object... arguments) {
    socket.emit(event, arguments);
  }

  /** The answer to an event. */
  public JSONObject ask(String event, Object... arguments) {
    CompletableFuture<JSONObject> answer = answer(event, arguments);
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public CompletableFuture<JSONObject> answer(String event, Object... arguments) {
    CompletableFuture<JSONObject> answer = new CompletableFuture<>();
    socket.emit(event, arguments, (Ack) values -> answer.complete((JSONObject) values[0]));
    return answer;
  }

  /** The arguments of the next event of that name, as a JSON array. */
  public String next(String event) throws InterruptedException {
    String arguments = queue(event).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(arguments).as("the next '%s'", event).isNotNull();
    return String.valueOf(arguments);
  }

  public boolean hasHeardNothingMore(String event) {
    return queue(event).isEmpty();
  }

  public Socket socket() {
    return socket;
  }

  public static JSONObject object(String json) {
    try {
      return new JSONObject(json);
    } catch (JSONException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private BlockingQueue<String> queue(String event) {
    return heard.getOrDefault(event, new LinkedBlockingQueue<>());
  }

  private static String json(Object[] arguments) {
    JSONArray array = new JSONArray();
    for (Object argument : arguments) {
      array.put(argument instanceof Exception fault ? String.valueOf(fault) : argument);
    }
    return array.toString();
  }
}
