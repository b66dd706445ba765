package dev.natter.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;

/** A session over a WebSocket, from the start or after an upgrade. */
final class WebSocketWire extends Wire {
  private final RawWebSocket socket;
  private final int version;
  private JsonNode open = Json.parse("{}");

  private WebSocketWire(RawWebSocket socket, int version) {
    this.socket = socket;
    this.version = version;
  }

  static WebSocketWire open(Target target, String path, int version, String query) {
    String url = path + "?EIO=" + version + "&transport=websocket" + query;
    WebSocketWire wire = new WebSocketWire(RawWebSocket.open(target, url), version);
    String first = wire.socket.next().text();
    if (!first.startsWith("0")) {
      throw new AssertionError("the first packet must be open, was " + first);
    }
    wire.open = Json.parse(first.substring(1));
    wire.startReader();
    return wire;
  }

  /** Takes a polling session over to a WebSocket, as every client does. */
  static WebSocketWire upgrade(PollingSession session) {
    RawWebSocket socket = RawWebSocket.open(session.target(), session.url("websocket"));
    WebSocketWire wire = new WebSocketWire(socket, session.version());
    wire.open = session.handshake();
    wire.take(session.withOpen());
    socket.text("2probe");
    String answer = socket.next().text();
    if (!answer.equals("3probe")) {
      throw new AssertionError("3probe expected, got " + answer);
    }
    if (session.version() == 3) {
      // The greeting of Engine.IO 3 clients may wait on polling: it is fetched before the switch.
      wire.take(session.poll());
    }
    socket.text("5");
    session.close();
    wire.startReader();
    return wire;
  }

  private void take(List<Packet> packets) {
    packets.stream().filter(p -> p.isBinary() || !p.text().equals("6")).forEach(this::deliver);
  }

  private void startReader() {
    socket.readTimeout(java.time.Duration.ofMinutes(2));
    Thread reader = new Thread(this::read, "websocket-wire");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      for (RawWebSocket.Frame frame = socket.next(); !frame.isClose(); frame = socket.next()) {
        if (frame.opcode() == RawWebSocket.BINARY) {
          deliver(
              version == 3 ? Payload.withoutType(frame.payload()) : Packet.binary(frame.payload()));
          continue;
        }
        String text = frame.text();
        if (text.equals("2")) {
          socket.text("3");
        } else if (!text.equals("3") && !text.equals("6")) {
          deliver(Packet.text(text));
        }
      }
    } catch (UncheckedIOException | AssertionError e) {
      // The connection is gone; that is all there is to know.
    }
    ended();
  }

  RawWebSocket socket() {
    return socket;
  }

  JsonNode handshake() {
    return open;
  }

  @Override
  int version() {
    return version;
  }

  @Override
  String sid() {
    return open.path("sid").asText();
  }

  @Override
  void send(String packet) {
    socket.text(packet);
  }

  @Override
  void sendBinary(byte[] message) {
    socket.binary(version == 3 ? Payload.withType(message) : message);
  }

  @Override
  void vanish() {
    socket.reset();
  }

  @Override
  public void close() {
    try {
      socket.frame(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[0]);
    } catch (UncheckedIOException e) {
      // The session has ended already.
    }
    socket.close();
  }
}
