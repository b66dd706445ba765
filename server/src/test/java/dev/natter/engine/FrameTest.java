package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {

  @ParameterizedTest
  @CsvSource({"0,8100", "125,817d", "126,817e007e", "65535,817effff", "65536,817f0000000000010000"})
  void writesTheHeaderThatTheLengthNeeds(int length, String header) {
    Frame frame = Frame.text("x".repeat(length));
    ByteBuf bytes = frame.webSocket();
    assertThat(ByteBufUtil.hexDump(bytes, bytes.readerIndex(), header.length() / 2))
        .isEqualTo(header);
    assertThat(frame.payloadBytes()).isEqualTo(length);
    frame.release();
  }

  @Test
  void putsATypeBeforeBinaryDataInVersion3Alone() {
    Frame three = Frame.binary(new byte[] {9}, true);
    Frame four = Frame.binary(new byte[] {9}, false);
    assertThat(ByteBufUtil.hexDump(three.webSocket())).isEqualTo("82020409");
    assertThat(ByteBufUtil.hexDump(four.webSocket())).isEqualTo("820109");
    assertThat(three.payloadBytes()).isEqualTo(1);
    three.release();
    four.release();
  }

  @Test
  void countsUtf16Units() {
    Frame frame = Frame.text("a€😀\u00e9");
    assertThat(frame.utf16Units()).isEqualTo(5);
    frame.release();
  }

  @Test
  void deflatesOnceSoThatAnyPeerCanInflateIt() throws Exception {
    String text = "4" + "Hello ".repeat(5000);
    Frame frame = Frame.text(text);
    Frame deflated = frame.deflated();
    assertThat(frame.deflated()).isSameAs(deflated);
    assertThat(deflated.webSocket().getByte(deflated.webSocket().readerIndex()) & 0xFF)
        .isEqualTo(0xC1);
    Inflater inflater = new Inflater(true);
    inflater.setInput(ByteBufUtil.getBytes(deflated.payload()));
    byte[] out = new byte[text.length() + 1];
    int count = inflater.inflate(out);
    inflater.end();
    assertThat(new String(out, 0, count, StandardCharsets.UTF_8)).isEqualTo(text);
    ByteBuf shared = deflated.webSocket();
    frame.release();
    assertThat(shared.refCnt()).isZero();
  }
}
