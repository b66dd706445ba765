package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventFrameTest {

  @Test
  void isSpelledOnceForEachForm() {
    EventFrame event = EventFrame.of("/x", "hey \"you\"", "1", "{\"a\":2}");
    Frame[] frames = event.frames(false, false);
    assertThat(event.frames(false, false)).isSameAs(frames);
    assertThat(frames).hasSize(1);
    assertThat(frames[0].payload().toString(StandardCharsets.UTF_8))
        .isEqualTo("42/x,[\"hey \\\"you\\\"\",1,{\"a\":2}]");
    assertThat(event.frames(false, true)[0].isBinary()).isTrue();
    event.release();
  }

  @Test
  void isFreedByTheLastShare() {
    EventFrame event = EventFrame.of("/", "hey");
    ByteBuf bytes = event.frames(false, false)[0].webSocket();
    event.retain();
    event.release();
    assertThat(bytes.refCnt()).isOne();
    event.release();
    assertThat(bytes.refCnt()).isZero();
    assertThatThrownBy(event::release).isInstanceOf(IllegalReferenceCountException.class);
  }
}
