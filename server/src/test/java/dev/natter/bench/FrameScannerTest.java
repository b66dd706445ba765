package dev.natter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client says shows what its scanner read: 40 to an open packet, 3 to a ping. */
class FrameScannerTest {

  private static final int TEXT = 0x81;
  private static final int DEFLATED_TEXT = 0xC1;
  private static final int PING = 0x89;

  private static final String OPEN = "0{\"sid\":\"0123456789\"}";

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Crowd.Crew crew = Crowd.Crew.of(channel.eventLoop());
  private final Tally tally = crew.tally();

  @BeforeEach
  void fill() {
    fill(channel);
  }

  /** Another client of the same loop. */
  private EmbeddedChannel client() {
    EmbeddedChannel made = new EmbeddedChannel();
    fill(made);
    return made;
  }

  private void fill(EmbeddedChannel made) {
    BenchPlan plan = Plans.plan(Scenario.FANOUT, 80, 1, 0, "message", true);
    made.pipeline().addLast(new FrameScanner(new Client(plan, 0, made, tally), crew));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
    crew.inflation().close();
    crew.repeats().close();
  }

  @Test
  void messagesAreReadAsTheyComeCompressedOrNot() {
    channel.writeInbound(
        Unpooled.wrappedBuffer(
            frame(TEXT, utf8("2")),
            frame(DEFLATED_TEXT, deflated("2")),
            frame(DEFLATED_TEXT, deflated(OPEN)),
            frame(DEFLATED_TEXT, deflated(OPEN)),
            frame(PING, utf8("still there?")),
            frame(DEFLATED_TEXT, deflated("2"))));
    assertThat(said(channel)).containsExactly("3", "3", "40", "40", "pong", "3");
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aMessageMayComeInPieces() {
    ByteBuf whole =
        Unpooled.wrappedBuffer(
            frame(DEFLATED_TEXT, deflated("2" + noise(70_000))),
            frame(DEFLATED_TEXT, deflated(OPEN)),
            frame(DEFLATED_TEXT, deflated("2" + noise(200))));
    while (whole.isReadable()) {
      channel.writeInbound(whole.readRetainedSlice(Math.min(7, whole.readableBytes())));
    }
    whole.release();
    assertThat(said(channel)).containsExactly("3", "40", "3");
  }

  @Test
  void allClientsOfALoopHearABroadcast() {
    EmbeddedChannel other = client();
    tally.begin(0);
    for (int due = 1; due <= 3; due++) {
      ByteBuf broadcast = frame(DEFLATED_TEXT, deflated(said(due)));
      channel.writeInbound(broadcast.copy());
      other.writeInbound(broadcast);
    }
    assertThat(tally.heard()).isEqualTo(6);
    tally.begin(3_000);
    channel.writeInbound(frame(DEFLATED_TEXT, deflated(said(2))));
    channel.writeInbound(frame(DEFLATED_TEXT, deflated(said(3))));
    assertThat(tally.heard()).isEqualTo(1);
    other.finishAndReleaseAll();
  }

  @Test
  void whatComesToOthersAsTheSameBytesCountsForEach() {
    EmbeddedChannel other = client();
    tally.begin(0);
    ByteBuf burst = Unpooled.wrappedBuffer(event(1), event(2), event(3));
    channel.writeInbound(burst.copy());
    other.writeInbound(burst.copy());
    other.writeInbound(burst.copy());
    assertThat(tally.heard()).isEqualTo(9);
    other.writeInbound(event(4));
    channel.writeInbound(event(5));
    assertThat(tally.heard()).isEqualTo(11);
    // Whoever is amid a frame reads on for itself.
    channel.writeInbound(event(6).readBytes(100));
    other.writeInbound(burst.copy());
    channel.writeInbound(event(6).skipBytes(100));
    channel.writeInbound(burst);
    assertThat(tally.heard()).isEqualTo(18);
    other.finishAndReleaseAll();
  }

  @Test
  void whoIsAskedSomethingBesideABroadcastAnswersEachTime() {
    EmbeddedChannel other = client();
    tally.begin(0);
    for (ByteBuf asked : List.of(frame(TEXT, utf8("2")), frame(PING, utf8("there?")))) {
      ByteBuf both = Unpooled.wrappedBuffer(event(1), asked);
      channel.writeInbound(both.copy());
      other.writeInbound(both);
    }
    assertThat(tally.heard()).isEqualTo(4);
    assertThat(said(channel)).containsExactly("3", "pong");
    assertThat(said(other)).containsExactly("3", "pong");
    other.finishAndReleaseAll();
  }

  private static ByteBuf event(int micros) {
    return frame(TEXT, utf8(said(micros)));
  }

  /** An event that was due in a microsecond. */
  private static String said(int micros) {
    return "42[\"message\",\"nb:%019d%s\"]".formatted(micros * 1_000, "x".repeat(2_000));
  }

  @Test
  void aMessageMayEndByABlockThatSaysSo() throws Exception {
    ByteArrayOutputStream finished = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(finished, new Deflater(Deflater.BEST_SPEED, true))) {
      out.write(utf8(OPEN));
    }
    // The empty block behind it, without its tail. See RFC 7692, section 7.2.3.4.
    finished.write(0);
    ByteBuf frame = frame(DEFLATED_TEXT, finished.toByteArray());
    channel.writeInbound(frame, frame(DEFLATED_TEXT, deflated("2")));
    assertThat(said(channel)).containsExactly("40", "3");
  }

  @Test
  void anEmptyMessageIsNothing() {
    channel.writeInbound(frame(DEFLATED_TEXT, new byte[0]));
    channel.writeInbound(frame(DEFLATED_TEXT, deflated("")));
    assertThat(said(channel)).isEmpty();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aBrokenMessageEndsItsConnectionAlone() {
    EmbeddedChannel other = client();
    other.writeInbound(frame(DEFLATED_TEXT, deflated(OPEN)));
    byte[] broken = new byte[30];
    Arrays.fill(broken, (byte) 0xFF);
    channel.writeInbound(frame(DEFLATED_TEXT, broken));
    assertThat(channel.isOpen()).isFalse();
    other.writeInbound(frame(DEFLATED_TEXT, deflated(OPEN)));
    other.writeInbound(frame(DEFLATED_TEXT, deflated("2")));
    assertThat(said(other)).containsExactly("40", "40", "3");
    // What was broken once is so again, though it is the same.
    other.writeInbound(frame(DEFLATED_TEXT, broken));
    assertThat(other.isOpen()).isFalse();
    other.finishAndReleaseAll();
  }

  @Test
  void aMessageThatBecomesTooLongEndsTheConnection() {
    channel.writeInbound(frame(DEFLATED_TEXT, deflated("2" + "x".repeat(Inflation.MAX_BYTES - 2))));
    assertThat(said(channel)).containsExactly("3");
    channel.writeInbound(frame(DEFLATED_TEXT, deflated("2" + "x".repeat(Inflation.MAX_BYTES - 1))));
    assertThat(said(channel)).isEmpty();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aFrameThatSaysItIsTooLongIsNotWaitedFor() {
    channel.writeInbound(
        Unpooled.buffer().writeByte(TEXT).writeByte(127).writeLong(Inflation.MAX_BYTES + 1L));
    assertThat(channel.isOpen()).isFalse();
    EmbeddedChannel other = client();
    other.writeInbound(Unpooled.buffer().writeByte(TEXT).writeByte(127).writeLong(-1));
    assertThat(other.isOpen()).isFalse();
    other.finishAndReleaseAll();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Text that stays long. */
  private static String noise(int length) {
    StringBuilder text = new StringBuilder(length);
    new Random(1).ints(length, ' ', 127).forEach(text::appendCodePoint);
    return text.toString();
  }

  /** As RFC 7692, section 7.2.1, asks. */
  private static byte[] deflated(String text) {
    byte[] plain = utf8(text);
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(plain);
    byte[] out = new byte[plain.length + 1_000];
    int count = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, Math.max(1, count - 4));
  }

  private static ByteBuf frame(int kind, byte[] payload) {
    ByteBuf frame = Unpooled.buffer().writeByte(kind);
    if (payload.length < 126) {
      frame.writeByte(payload.length);
    } else if (payload.length <= 0xFFFF) {
      frame.writeByte(126).writeShort(payload.length);
    } else {
      frame.writeByte(127).writeLong(payload.length);
    }
    return frame.writeBytes(payload);
  }

  private static List<String> said(EmbeddedChannel channel) {
    List<String> texts = new ArrayList<>();
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      texts.add(out instanceof TextWebSocketFrame text ? text.text() : "pong");
      ReferenceCountUtil.release(out);
    }
    return texts;
  }
}
