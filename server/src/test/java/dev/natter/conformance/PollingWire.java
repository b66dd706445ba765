package dev.natter.conformance;

import java.io.UncheckedIOException;
import java.util.List;

/** A session that stays on long-polling. */
final class PollingWire extends Wire {
  private final PollingSession session;

  private PollingWire(PollingSession session) {
    this.session = session;
  }

  static PollingWire open(Target target, String path, int version, String query) {
    PollingWire wire = new PollingWire(PollingSession.open(target, path, version, query));
    wire.take(wire.session.withOpen());
    Thread reader = new Thread(wire::read, "polling-wire");
    reader.setDaemon(true);
    reader.start();
    return wire;
  }

  private void read() {
    try {
      while (true) {
        HttpReply reply = session.get();
        if (reply.status() != 200 || !take(session.decode(reply))) {
          break;
        }
      }
    } catch (UncheckedIOException | AssertionError e) {
      // The connection is gone; that is all there is to know.
    }
    ended();
  }

  private boolean take(List<Packet> packets) {
    for (Packet packet : packets) {
      if (packet.isBinary()) {
        deliver(packet);
        continue;
      }
      switch (packet.text()) {
        case "1" -> {
          return false;
        }
        case "2" -> send("3");
        case "3", "6" -> {}
        default -> deliver(packet);
      }
    }
    return true;
  }

  PollingSession session() {
    return session;
  }

  @Override
  int version() {
    return session.version();
  }

  @Override
  String sid() {
    return session.sid();
  }

  @Override
  synchronized void send(String packet) {
    session.postText(packet);
  }

  @Override
  synchronized void sendBinary(byte[] message) {
    session.post(Packet.binary(message));
  }

  @Override
  void vanish() {
    session.close();
  }

  @Override
  public synchronized void close() {
    try {
      session.postText("1");
    } catch (UncheckedIOException e) {
      // The session has ended already.
    }
    session.close();
  }
}
