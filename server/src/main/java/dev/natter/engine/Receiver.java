package dev.natter.engine;

/**
 * Takes the packets of an open connection, whatever transport brought them. Upstream reads the type
 * of a packet as a number's low bits and lives on with what it cannot read; the protocol asks to
 * close.
 *
 * <p>Thread: the connection's event loop.
 */
final class Receiver {

  private final Connection connection;
  private final MessageSink sink;
  private final Heartbeat heartbeat;
  private final boolean eio3;

  Receiver(Connection connection, MessageSink sink, Heartbeat heartbeat) {
    this.connection = connection;
    this.sink = sink;
    this.heartbeat = heartbeat;
    this.eio3 = connection.isEio3();
  }

  MessageSink sink() {
    return sink;
  }

  /** A text packet; says whether more is wanted. */
  boolean text(String packet) throws MalformedPacket {
    if (!connection.isOpen()) {
      return false;
    }
    if (packet.isEmpty()) {
      throw new MalformedPacket("empty packet");
    }
    char type = packet.charAt(0);
    if (type != '3') {
      heartbeat.heard(System.nanoTime());
    }
    switch (type) {
      case '4' -> sink.text(packet.substring(1));
      case 'b' -> sink.binary(Payloads.fromBase64(packet, eio3));
      case '2' -> ping(packet);
      case '3' -> pong();
      case '1' -> connection.close(CloseReason.TRANSPORT_CLOSE);
      case '0', '5', '6' -> {}
      default -> throw new MalformedPacket("unknown packet type");
    }
    return connection.isOpen();
  }

  /** A binary message; says whether more is wanted. */
  boolean binary(byte[] message) {
    if (!connection.isOpen()) {
      return false;
    }
    heartbeat.heard(System.nanoTime());
    sink.binary(message);
    return connection.isOpen();
  }

  private void ping(String packet) {
    if (!eio3) {
      connection.close(CloseReason.TRANSPORT_ERROR);
      return;
    }
    connection.send(packet.length() == 1 ? Frame.PONG : Frame.text("3" + packet.substring(1)));
    sink.heartbeat();
  }

  private void pong() {
    if (eio3) {
      connection.close(CloseReason.TRANSPORT_ERROR);
      return;
    }
    heartbeat.answered(System.nanoTime());
    sink.heartbeat();
  }
}
