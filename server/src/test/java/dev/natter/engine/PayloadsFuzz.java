package dev.natter.engine;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Any body of a POST is packets or refused, in every framing; packets come back as they went. */
class PayloadsFuzz {

  @FuzzTest(maxDuration = "5m")
  void anyTextIsAPayloadOrRefused(FuzzedDataProvider input) {
    String body = input.consumeRemainingAsString();
    try {
      List<String> packets = new ArrayList<>();
      Payloads.decodeSeparated(body, packets::add);
      if (!String.join("\u001e", packets).equals(body)) {
        throw new AssertionError("lost a part of the body");
      }
    } catch (MalformedPacket e) {
      throw new AssertionError("splitting refuses nothing", e);
    }
    try {
      List<String> packets = new ArrayList<>();
      Payloads.decodeCounted(body, packets::add);
      for (String packet : packets) {
        Payloads.fromBase64(packet, true);
      }
    } catch (MalformedPacket e) {
      // Refused, as most inputs are.
    }
    try {
      Jsonp.fromForm(body);
    } catch (MalformedPacket e) {
      // Refused, as most inputs are.
    }
  }

  @FuzzTest(maxDuration = "5m")
  void anyBytesAreAPayloadOrRefused(byte[] bytes) {
    ByteBuf body = Unpooled.wrappedBuffer(bytes);
    try {
      int[] sizes = {0};
      Payloads.decodeBytes(
          body,
          text -> {
            sizes[0] += text.length();
            return true;
          },
          message -> {
            sizes[0] += message.length;
            return true;
          });
      if (sizes[0] > bytes.length) {
        throw new AssertionError("more came out than went in");
      }
    } catch (MalformedPacket e) {
      // Refused, as most inputs are.
    } finally {
      body.release();
    }
  }

  @FuzzTest(maxDuration = "5m")
  void callbackOfAScriptIsDigits(FuzzedDataProvider input) {
    String number = Jsonp.number(input.consumeRemainingAsString());
    if (!number.matches("[0-9]{1,9}")) {
      throw new AssertionError(number);
    }
  }
}
