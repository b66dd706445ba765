package dev.natter.conformance;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An open Engine.IO session of any kind: packets go out as told and come in by a reader thread,
 * heartbeats apart, which it answers.
 */
abstract class Wire implements Closeable {
  private static final Packet END = Packet.text("");

  private final BlockingQueue<Packet> received = new LinkedBlockingQueue<>();
  private final boolean forgiving = Target.isForgiving();

  abstract int version();

  abstract String sid();

  /** Sends one text packet, its type digit included. */
  abstract void send(String packet);

  /** Sends the bytes as one binary message. */
  abstract void sendBinary(byte[] message);

  /** Drops the connection without a word. */
  abstract void vanish();

  /** Sends an event of Socket.IO's default namespace. */
  final void emit(String argumentsJson) {
    send("42" + argumentsJson);
  }

  /** Sends the event {@code bin} with the bytes as its only argument. */
  final void sendBinaryEvent(byte[] bytes) {
    send("451-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
    sendBinary(bytes);
  }

  final Packet next() {
    Packet packet = poll(Target.patience());
    if (packet == END) {
      throw new AssertionError("the connection ended where a packet was expected");
    }
    return packet;
  }

  final String nextText() {
    return next().text();
  }

  final byte[] nextBinary() {
    return next().bytes();
  }

  /** The next packet must be this text, its JSON compared as a value. */
  final void expect(String packet) {
    Json.assertSame(nextText(), packet);
  }

  final void expectBinary(byte[] bytes) {
    org.assertj.core.api.Assertions.assertThat(nextBinary()).isEqualTo(bytes);
  }

  /** The server must end this session; what comes before is passed over. */
  final void expectEnd() {
    expectEnd(Target.patience());
  }

  final void expectEnd(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < end) {
      if (poll(Duration.ofNanos(Math.max(1, end - System.nanoTime()))) == END) {
        return;
      }
    }
    throw new AssertionError("the session did not end within " + within);
  }

  /** Nothing may come for this long. */
  final void expectNothing(Duration time) {
    try {
      Packet packet = received.poll(time.toMillis(), TimeUnit.MILLISECONDS);
      if (packet != null) {
        throw new AssertionError("nothing expected, got " + (packet == END ? "end" : packet));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The session still answers. */
  final void expectAlive() {
    emit("[\"echo\",\"alive\"]");
    expect("42[\"echo-back\",\"alive\"]");
  }

  /** Joins a namespace of a server that greets nobody; gives the id there. Version 4 only. */
  final String join(String namespace, String authJson) {
    boolean isMain = namespace.equals("/");
    send("40" + (isMain ? "" : namespace + ",") + authJson);
    String answer = nextText();
    String start = "40" + (isMain ? "" : namespace + ",");
    Json.assertPrefix(answer, start + "{");
    return Json.parse(answer.substring(start.length())).path("sid").asText();
  }

  /** Connects to the default namespace and passes over the greeting. */
  final Wire connected() {
    if (version() == 4) {
      send("40");
      Json.assertPrefix(nextText(), "40{");
    } else {
      expect("40");
    }
    greeted("42[\"auth\",{}]");
    return this;
  }

  /** Connects to a further namespace, which takes anybody, and passes over the greeting. */
  final Wire connected(String namespace) {
    send("40" + namespace);
    expectConnected(namespace);
    greeted("42" + namespace + ",[\"auth\"");
    return this;
  }

  /** Passes over the greeting, which must begin with this. */
  final void greeted(String start) {
    if (!forgiving) {
      Json.assertPrefix(nextText(), start);
    }
  }

  /** The server's CONNECT: with an id in protocol 5, by its name alone in protocol 4. */
  final void expectConnected(String namespace) {
    if (version() == 4) {
      Json.assertPrefix(nextText(), "40" + namespace + ",{\"sid\":");
    } else {
      org.assertj.core.api.Assertions.assertThat(nextText())
          .isIn("40" + namespace, "40" + namespace + ",");
    }
  }

  final void deliver(Packet packet) {
    if (forgiving && !packet.isBinary() && packet.text().contains("[\"auth\"")) {
      return;
    }
    received.add(packet);
  }

  final void ended() {
    received.add(END);
  }

  private Packet poll(Duration time) {
    try {
      Packet packet = received.poll(time.toNanos(), TimeUnit.NANOSECONDS);
      if (packet == null) {
        throw new AssertionError("no packet within " + time);
      }
      if (packet == END) {
        received.add(END);
      }
      return packet;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public abstract void close();
}
