package dev.natter.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.BroadcastOperations;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.MultiTypeAckCallback;
import com.corundumstudio.socketio.MultiTypeArgs;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.listener.MultiTypeEventListener;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * netty-socketio as it comes, doing what {@code EchoServer} does as far as its API allows, in a
 * process of its own: {@code StockServer PORT PING_INTERVAL PING_TIMEOUT}, times in milliseconds,
 * any of them left out. Prints {@code ready PORT} and ends with its input.
 */
public final class StockServer implements AutoCloseable {

  private static final Class<?>[] ANYTHING = {
    Object.class, Object.class, Object.class, Object.class, Object.class
  };

  private final Process process;
  private final int port;

  private StockServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static void main(String[] args) throws IOException {
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(args.length > 0 ? Integer.parseInt(args[0]) : 0);
    configuration.setPingInterval(args.length > 1 ? Integer.parseInt(args[1]) : 25_000);
    configuration.setPingTimeout(args.length > 2 ? Integer.parseInt(args[2]) : 20_000);
    SocketIOServer server = new SocketIOServer(configuration);
    SocketIONamespace main = server.getNamespace("");
    new Events(main).add();
    new Events(server.addNamespace("/custom")).add();
    SocketIONamespace guarded = server.addNamespace("/guarded");
    guarded.addAuthTokenListener(
        (token, client) ->
            token instanceof Map<?, ?> object && "good".equals(object.get("token"))
                ? AuthTokenResult.AuthTokenResultSuccess
                : new AuthTokenResult(false, "bad token"));
    new Events(guarded).add();
    server.start();
    System.out.println("ready " + configuration.getPort());
    while (System.in.read() >= 0) {
      // Until whoever started it has gone.
    }
    System.exit(0);
  }

  /** Starts one on a free port, its log thrown away. */
  static StockServer start(int pingInterval, int pingTimeout) throws IOException {
    int free = freePort();
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StockServer.class.getName(),
                Integer.toString(free),
                Integer.toString(pingInterval),
                Integer.toString(pingTimeout))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith("ready ")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("The server ended before it was ready.");
    }
    Thread drain = new Thread(() -> output.lines().forEach(unused -> {}), "stock-log");
    drain.setDaemon(true);
    drain.start();
    return new StockServer(process, free);
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Target target() {
    return new Target("127.0.0.1", port, false);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The events of one namespace. */
  private record Events(SocketIONamespace namespace) {

    private interface Handler {
      void on(SocketIOClient client, List<Object> arguments, AckRequest ack);
    }

    private void on(String event, Handler handler) {
      namespace.addMultiTypeEventListener(
          event,
          new MultiTypeEventListener() {
            @Override
            public void onData(SocketIOClient client, MultiTypeArgs values, AckRequest ack) {
              handler.on(client, values.getArgs(), ack);
            }
          },
          ANYTHING);
    }

    private void add() {
      namespace.addConnectListener(
          client -> {
            Object auth = client.getHandshakeData().getAuthToken();
            client.sendEvent("auth", auth == null ? Map.of() : auth);
          });
      echoes();
      binaries();
      questions();
      sequences();
      rooms();
      others();
    }

    private void echoes() {
      on("message", (client, all, ack) -> client.sendEvent("message-back", all.toArray()));
      on("message-with-ack", (client, all, ack) -> ack.sendAckData(all));
      on("echo", (client, all, ack) -> client.sendEvent("echo-back", all.toArray()));
      on("echo-ack", (client, all, ack) -> ack.sendAckData(all));
    }

    private void binaries() {
      namespace.addEventListener(
          "bin",
          byte[].class,
          (client, bytes, ack) -> client.sendEvent("bin-back", bytes, bytes.length));
      namespace.addEventListener(
          "bin-ack", byte[].class, (client, bytes, ack) -> ack.sendAckData((Object) bytes));
      on("bin-nested", (client, all, ack) -> client.sendEvent("bin-nested-back", all.get(0)));
      namespace.addMultiTypeEventListener(
          "bin-many",
          (client, several, ack) -> client.sendEvent("bin-many-back", several.getArgs().toArray()),
          byte[].class,
          byte[].class,
          byte[].class);
      on(
          "get-bin",
          (client, all, ack) -> {
            byte[] bytes = EnginePollingIT.pattern((Integer) all.get(0));
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("data", bytes);
            value.put("more", List.of("x", EnginePollingIT.pattern(3)));
            client.sendEvent("bin-out", bytes, value);
          });
    }

    private void questions() {
      on("ask", (client, all, ack) -> client.sendEvent("question", answer(client), all.get(0)));
      on(
          "ask-multi",
          (client, all, ack) -> client.sendEvent("question", answers(client), all.get(0)));
      on(
          "ask-timeout",
          (client, all, ack) -> client.sendEvent("question-unanswered", timed(client), all.get(0)));
    }

    private static AckCallback<Object> answer(SocketIOClient client) {
      return new AckCallback<>(Object.class) {
        @Override
        public void onSuccess(Object result) {
          client.sendEvent("answer", result);
        }
      };
    }

    private static MultiTypeAckCallback answers(SocketIOClient client) {
      return new MultiTypeAckCallback(ANYTHING) {
        @Override
        public void onSuccess(MultiTypeArgs results) {
          client.sendEvent("answer", results.getArgs().toArray());
        }
      };
    }

    private static AckCallback<Object> timed(SocketIOClient client) {
      return new AckCallback<>(Object.class, 1) {
        @Override
        public void onSuccess(Object result) {
          client.sendEvent("ask-timeout-result", "answered");
        }

        @Override
        public void onTimeout() {
          client.sendEvent("ask-timeout-result", "timeout");
        }
      };
    }

    private void sequences() {
      on(
          "burst",
          (client, all, ack) -> {
            for (int i = 0; i < (Integer) all.get(0); i++) {
              client.sendEvent("b", i);
            }
          });
      on(
          "seq",
          (client, all, ack) -> {
            int count = client.has("count") ? client.<Integer>get("count") : 0;
            boolean inOrder = !client.has("in-order") || client.<Boolean>get("in-order");
            client.set("in-order", inOrder && count == (Integer) all.get(0));
            client.set("count", count + 1);
          });
      on(
          "seq-end",
          (client, all, ack) -> {
            ack.sendAckData(client.<Integer>get("count"), client.<Boolean>get("in-order"));
            client.del("count");
            client.del("in-order");
          });
    }

    private void rooms() {
      on(
          "join",
          (client, all, ack) -> {
            client.joinRoom((String) all.get(0));
            ack.sendAckData("ok");
          });
      on(
          "leave",
          (client, all, ack) -> {
            client.leaveRoom((String) all.get(0));
            ack.sendAckData("ok");
          });
      on("say", (client, all, ack) -> room(all).sendEvent("said", all.get(1)));
      on("say-others", (client, all, ack) -> room(all).sendEvent("said", client, all.get(1)));
      on(
          "say-bin",
          (client, all, ack) ->
              room(all).sendEvent("said-bin", (Object) EnginePollingIT.pattern(200)));
      on(
          "all",
          (client, all, ack) ->
              namespace.getBroadcastOperations().sendEvent("to-all", all.toArray()));
      on("rooms", (client, all, ack) -> ack.sendAckData(new ArrayList<>(client.getAllRooms())));
      on("count-clients", (client, all, ack) -> ack.sendAckData(namespace.getAllClients().size()));
    }

    private BroadcastOperations room(List<Object> arguments) {
      return namespace.getRoomOperations((String) arguments.get(0));
    }

    private void others() {
      on("kick", (client, all, ack) -> client.disconnect());
      on(
          "make-big",
          (client, all, ack) -> client.sendEvent("big", "x".repeat((Integer) all.get(0))));
      on("len", (client, all, ack) -> ack.sendAckData(((String) all.get(0)).length()));
      on("whoami", (client, all, ack) -> ack.sendAckData(client.getSessionId().toString()));
      on("noop", (client, all, ack) -> ack.sendAckData());
      on(
          "boom",
          (client, all, ack) -> {
            throw new IllegalStateException("boom");
          });
    }
  }
}
