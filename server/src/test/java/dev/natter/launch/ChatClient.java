package dev.natter.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A Socket.IO client of the {@code natter} dialect over one WebSocket, thin enough for loads. */
public final class ChatClient implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Consumer<JsonNode> posted;
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger acks = new AtomicInteger();
  private final CompletableFuture<Void> joined = new CompletableFuture<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();

  /** The socket once all that was written so far is on its way; fails with the first write. */
  private CompletableFuture<WebSocket> written = opened;

  private ChatClient(Consumer<JsonNode> posted) {
    this.posted = posted;
  }

  /**
   * Connects to a room.
   *
   * @param posted hears each {@code message:posted}, in order
   * @throws IOException if that does not succeed in time
   */
  public static ChatClient connect(int port, String room, Consumer<JsonNode> posted)
      throws IOException {
    ChatClient client = new ChatClient(posted);
    URI uri = URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket");
    ObjectNode auth = JSON.createObjectNode().put("dialect", "natter").put("room", room);
    try {
      client.opened.complete(
          HTTP.newWebSocketBuilder()
              .buildAsync(uri, client.new Incoming("40" + auth))
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      client.joined.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return client;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      client.close();
      throw new IOException("cannot connect", e);
    }
  }

  /** Posts a text; the future is the ack, or fails with the connection. */
  public CompletableFuture<JsonNode> send(String body, String clientId) {
    return emit(
        "message:send", JSON.createObjectNode().put("body", body).put("clientId", clientId));
  }

  /** Emits an event with one argument. */
  public CompletableFuture<JsonNode> emit(String event, ObjectNode argument) {
    int id = acks.incrementAndGet();
    CompletableFuture<JsonNode> ack = new CompletableFuture<>();
    waiting.put(id, ack);
    if (closed.isDone()) {
      fail(ack);
    }
    write("42" + id + JSON.createArrayNode().add(event).add(argument));
    return ack;
  }

  /** The way in which the connection ended, once it has. */
  public CompletableFuture<String> closed() {
    return closed;
  }

  private synchronized void write(String packet) {
    written =
        written
            .thenCompose(socket -> socket.sendText(packet, true))
            .whenComplete(
                (socket, fault) -> {
                  if (fault != null) {
                    end("write failed: " + fault);
                  }
                });
  }

  private void end(String how) {
    closed.complete(how);
    joined.completeExceptionally(new IOException(how));
    waiting.values().forEach(ChatClient::fail);
  }

  private static void fail(CompletableFuture<JsonNode> ack) {
    ack.completeExceptionally(new IOException("the connection ended"));
  }

  @Override
  public void close() {
    end("closed here");
    var unused = opened.thenAccept(WebSocket::abort);
  }

  /** Whether an ack says that it went well. */
  static boolean isOk(JsonNode ack) {
    return ack.path("ok").asBoolean();
  }

  /** The HTTP status of a page. */
  static int status(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Reads a room's history from the first message on, page by page. */
  public static void history(int port, String room, Consumer<JsonNode> reader)
      throws IOException, InterruptedException {
    long after = 0;
    boolean more = true;
    while (more) {
      String query = "/api/rooms/" + room + "/messages?limit=200&after=" + after;
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + query)).build();
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(response.statusCode() + " " + response.body());
      }
      JsonNode page = JSON.readTree(response.body());
      for (JsonNode message : page.get("messages")) {
        reader.accept(message);
        after = message.get("sequence").asLong();
      }
      more = page.get("more").asBoolean();
    }
  }

  private final class Incoming implements WebSocket.Listener {
    private final String connect;
    private final StringBuilder part = new StringBuilder();

    Incoming(String connect) {
      this.connect = connect;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        String packet = part.toString();
        part.setLength(0);
        try {
          take(packet);
        } catch (JsonProcessingException e) {
          end("no JSON: " + packet);
        }
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(String packet) throws JsonProcessingException {
      if (packet.startsWith("43")) {
        int bracket = packet.indexOf('[');
        CompletableFuture<JsonNode> ack =
            waiting.remove(Integer.valueOf(packet.substring(2, bracket)));
        if (ack != null) {
          ack.complete(JSON.readTree(packet.substring(bracket)).get(0));
        }
      } else if (packet.startsWith("42")) {
        JsonNode event = JSON.readTree(packet.substring(2));
        if (event.get(0).asText().equals("message:posted")) {
          posted.accept(event.get(1));
        }
      } else if (packet.equals("2")) {
        write("3");
      } else if (packet.startsWith("0")) {
        write(connect);
      } else if (packet.startsWith("40")) {
        joined.complete(null);
      } else if (packet.startsWith("44") || packet.startsWith("41") || packet.equals("1")) {
        end("packet " + packet);
      }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end("close " + code);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable fault) {
      end("error " + fault);
    }
  }
}
