package dev.natter.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * One Socket.IO client over one WebSocket: Engine.IO 4, the main namespace. What it says carries
 * when it was due, so that whoever hears it knows how late it is; the answer to an event has that
 * time as its id.
 *
 * <p>Thread: its event loop.
 */
final class Client {

  /** What a text begins with, before the digits of when it was due. */
  private static final byte[] MARK = "nb:".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] REFUSAL = "\"ok\":false".getBytes(StandardCharsets.US_ASCII);

  private static final int TIME_DIGITS = 19;

  /** An acknowledgement's id has to fit what JavaScript counts to: microseconds do. */
  static final long NANOS_PER_ID = 1_000;

  private static final int JOIN_ID = 0;

  /** What is said of a frame that is no message of the load. */
  static final long NOTHING_HEARD = Long.MIN_VALUE;

  private final BenchPlan plan;
  private final String room;
  private final Tally tally;
  private final String filling;
  private final byte[] heard;
  private final CompletableFuture<Client> ready = new CompletableFuture<>();
  private final Channel channel;

  /** Where the mark was the last time: it hardly ever moves. */
  private int markOffset;

  Client(BenchPlan plan, int number, Channel channel, Tally tally) {
    this.plan = plan;
    this.room = plan.room(number);
    this.channel = channel;
    this.tally = tally;
    this.heard = ("2[\"" + plan.heard() + "\",").getBytes(StandardCharsets.UTF_8);
    this.filling = "x".repeat(plan.bytes() - MARK.length - TIME_DIGITS);
  }

  /** Completes on the loop when it is connected and in its room; fails when it is gone before. */
  CompletableFuture<Client> ready() {
    return ready;
  }

  boolean isGone() {
    return !channel.isActive();
  }

  /** Says something that was due at a time. */
  void say(long dueNanos) {
    String time = Long.toString(dueNanos);
    String text = "\"nb:" + "0".repeat(TIME_DIGITS - time.length()) + time + filling + "\"";
    String id = plan.scenario().isAcknowledged() ? Long.toString(dueNanos / NANOS_PER_ID) : "";
    write("42" + id + "[\"" + plan.event() + "\"," + plan.payload().replace("%s", text) + "]");
  }

  /**
   * Takes a frame's text, which lies in a buffer.
   *
   * @return when the message that it is was due, or {@link #NOTHING_HEARD}
   */
  long hear(ChannelHandlerContext context, ByteBuf in, int at, int length, long now) {
    switch (in.getByte(at)) {
      case '0' -> write("40" + plan.auth());
      case '2' -> write("3");
      case '4' -> {
        return packet(in, at + 1, at + length, now);
      }
      default -> {
        var unused = context.close();
      }
    }
    return NOTHING_HEARD;
  }

  private long packet(ByteBuf in, int at, int end, long now) {
    switch (in.getByte(at)) {
      case '0' -> connected();
      case '2' -> {
        return event(in, at, end, now);
      }
      case '3' -> answer(in, at + 1, end, now);
      default -> ready.completeExceptionally(new IllegalStateException(text(in, at, end)));
    }
    return NOTHING_HEARD;
  }

  private void connected() {
    if (room.isEmpty()) {
      ready.complete(this);
    } else {
      write("42" + JOIN_ID + "[\"" + plan.joinEvent() + "\",\"" + room + "\"]");
    }
  }

  private long event(ByteBuf in, int at, int end, long now) {
    if (plan.scenario().isAcknowledged() || !startsWith(in, at, end, heard)) {
      return NOTHING_HEARD;
    }
    int mark = at + markOffset;
    if (!startsWith(in, mark, end, MARK)) {
      mark = find(in, at, end, MARK);
      if (mark < 0) {
        return NOTHING_HEARD;
      }
      markOffset = mark - at;
    }
    long due = number(in, mark + MARK.length, mark + MARK.length + TIME_DIGITS);
    tally.hear(due, now);
    return due;
  }

  private void answer(ByteBuf in, int at, int end, long now) {
    int bracket = at;
    while (bracket < end && in.getByte(bracket) != '[') {
      bracket++;
    }
    long id = number(in, at, bracket);
    if (id == JOIN_ID) {
      ready.complete(this);
    } else if (plan.scenario() == Scenario.DURABLE && find(in, bracket, end, REFUSAL) >= 0) {
      tally.refuse(id * NANOS_PER_ID);
    } else {
      tally.hear(id * NANOS_PER_ID, now);
    }
  }

  private static int find(ByteBuf in, int at, int end, byte[] wanted) {
    for (int i = at; i < end; i++) {
      if (startsWith(in, i, end, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean startsWith(ByteBuf in, int at, int end, byte[] wanted) {
    if (at + wanted.length > end) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (in.getByte(at + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static long number(ByteBuf in, int at, int end) {
    long number = 0;
    for (int i = at; i < end; i++) {
      number = number * 10 + in.getByte(i) - '0';
    }
    return number;
  }

  private static String text(ByteBuf in, int at, int end) {
    return in.toString(at, Math.min(200, end - at), StandardCharsets.UTF_8);
  }

  void pong(ChannelHandlerContext context, ByteBuf data) {
    var unused = context.writeAndFlush(new PongWebSocketFrame(data));
  }

  void gone() {
    ready.completeExceptionally(new IllegalStateException("the server closed the connection"));
  }

  private void write(String packet) {
    var unused = channel.writeAndFlush(new TextWebSocketFrame(packet), channel.voidPromise());
  }
}
