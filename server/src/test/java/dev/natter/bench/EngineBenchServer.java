package dev.natter.bench;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.MultiTypeArgs;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.listener.MultiTypeEventListener;
import dev.natter.engine.EngineNamespace;
import dev.natter.engine.EngineOptions;
import dev.natter.engine.EngineServer;
import dev.natter.engine.EventArguments;
import dev.natter.engine.EventFrame;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * A server to be measured: {@code EngineBenchServer stock|engine|engine-loop|engine-frames PORT}.
 * The first three have the same listeners through netty-socketio's API; {@code engine} runs them on
 * its pool, as is its default, {@code engine-loop} on the event loop, as stock does. {@code
 * engine-frames} does the same work as the gateway does, on the event loop, with unparsed arguments
 * and shared frames.
 *
 * <p>On each byte of its input it collects garbage and prints how many bytes of heap are in use; at
 * the end of its input it exits, so that it never outlives who started it.
 */
public final class EngineBenchServer {

  private static final String HOST = "127.0.0.1";

  private EngineBenchServer() {}

  public static void main(String[] args) throws IOException {
    Configuration configuration = new Configuration();
    configuration.setHostname(HOST);
    configuration.setPort(Integer.parseInt(args[1]));
    SocketIOServer server =
        switch (args[0]) {
          case "stock" -> listening(new SocketIOServer(configuration));
          case "engine" -> listening(new EngineServer(configuration));
          case "engine-loop" ->
              listening(new EngineServer(configuration, EngineOptions.defaults().onEventLoop()));
          case "engine-frames" -> sharingFrames(configuration);
          default -> throw new IllegalArgumentException("No such server: " + args[0]);
        };
    server.start();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      System.gc();
      System.out.println(
          "heap " + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    System.exit(0);
  }

  private static SocketIOServer listening(SocketIOServer server) {
    server.addEventListener(
        "message",
        String.class,
        (client, text, ack) -> server.getBroadcastOperations().sendEvent("message", text));
    server.addMultiTypeEventListener(
        "room message",
        (MultiTypeEventListener)
            (client, both, ack) -> {
              MultiTypeArgs arguments = both;
              String room = arguments.first();
              server.getRoomOperations(room).sendEvent("message", arguments.<String>second());
            },
        String.class,
        String.class);
    server.addEventListener("echo", String.class, (client, text, ack) -> ack.sendAckData(text));
    server.addEventListener(
        "join",
        String.class,
        (client, room, ack) -> {
          client.joinRoom(room);
          ack.sendAckData("ok");
        });
    return server;
  }

  private static SocketIOServer sharingFrames(Configuration configuration) {
    EngineServer server = new EngineServer(configuration, EngineOptions.defaults().onEventLoop());
    EngineNamespace namespace = server.addNamespace("/");
    namespace.addEventListener(
        "message",
        EventArguments.class,
        (client, arguments, ack) -> {
          EventFrame frame = EventFrame.of("/", "message", arguments.json(0));
          server.broadcast("/", frame);
          frame.release();
        });
    namespace.addEventListener(
        "room message",
        EventArguments.class,
        (client, arguments, ack) -> {
          EventFrame frame = EventFrame.of("/", "message", arguments.json(1));
          server.broadcast("/", arguments.value(0, String.class), frame, null);
          frame.release();
        });
    namespace.addEventListener(
        "echo", EventArguments.class, (client, arguments, ack) -> ack.sendAckData(arguments));
    namespace.addEventListener(
        "join",
        EventArguments.class,
        (client, arguments, ack) -> {
          client.joinRoom(arguments.value(0, String.class));
          ack.sendAckData("ok");
        });
    return server;
  }
}
