package dev.natter.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Socket.IO client of the {@code natter} dialect over one WebSocket, thin enough for loads. */
public final class ChatClient implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private static final int MAX_FRAME_BYTES = 16 << 20;

  /** Ends with the tests: its threads are daemons. */
  private static final EventLoopGroup LOOPS =
      new NioEventLoopGroup(2, new DefaultThreadFactory("chat-client", true));

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Consumer<JsonNode> posted;
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger acks = new AtomicInteger();
  private final CompletableFuture<Void> joined = new CompletableFuture<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final String connect;
  private volatile @Nullable Channel channel;

  private ChatClient(String connect, Consumer<JsonNode> posted) {
    this.connect = connect;
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
    ObjectNode auth = JSON.createObjectNode().put("dialect", "natter").put("room", room);
    ChatClient client = new ChatClient("40" + auth, posted);
    try {
      new Bootstrap()
          .group(LOOPS)
          .channel(NioSocketChannel.class)
          .handler(client.new Pipeline(port))
          .connect("127.0.0.1", port)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
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

  private void write(String packet) {
    Channel open = channel;
    if (open != null) {
      var unused = open.writeAndFlush(new TextWebSocketFrame(packet));
    }
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
    Channel open = channel;
    if (open != null) {
      var unused = open.close();
    }
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

  /** What a connection is read and written by. */
  private final class Pipeline extends ChannelInitializer<Channel> {
    private final URI uri;

    Pipeline(int port) {
      uri = URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket");
    }

    @Override
    protected void initChannel(Channel opened) {
      channel = opened;
      WebSocketClientProtocolConfig config =
          WebSocketClientProtocolConfig.newBuilder()
              .webSocketUri(uri)
              .maxFramePayloadLength(MAX_FRAME_BYTES)
              .build();
      opened
          .pipeline()
          .addLast(new HttpClientCodec())
          .addLast(new HttpObjectAggregator(MAX_FRAME_BYTES))
          .addLast(new WebSocketClientProtocolHandler(config))
          .addLast(new WebSocketFrameAggregator(MAX_FRAME_BYTES))
          .addLast(new Incoming());
    }
  }

  private final class Incoming extends SimpleChannelInboundHandler<TextWebSocketFrame> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame)
        throws JsonProcessingException {
      take(frame.text());
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
    public void channelInactive(ChannelHandlerContext context) {
      end("close of the stream");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
      end("error " + fault);
      var unused = context.close();
    }
  }
}
