package dev.natter.conformance;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** One Engine.IO packet: its text with the type digit, or the bytes of a binary message alone. */
final class Packet {
  private final String text;
  private final byte[] bytes;
  private final boolean binary;

  private Packet(String text, byte[] bytes, boolean binary) {
    this.text = text;
    this.bytes = bytes;
    this.binary = binary;
  }

  static Packet text(String text) {
    return new Packet(text, new byte[0], false);
  }

  static Packet binary(byte[] bytes) {
    return new Packet("", bytes.clone(), true);
  }

  boolean isBinary() {
    return binary;
  }

  String text() {
    if (binary) {
      throw new AssertionError("text packet expected, got " + this);
    }
    return text;
  }

  byte[] bytes() {
    if (!binary) {
      throw new AssertionError("binary message expected, got " + this);
    }
    return bytes.clone();
  }

  byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    if (!binary) {
      return text.length() > 200 ? text.substring(0, 200) + "… (" + text.length() + ")" : text;
    }
    byte[] head = java.util.Arrays.copyOf(bytes, Math.min(bytes.length, 20));
    return "<" + bytes.length + " bytes: " + HexFormat.of().formatHex(head) + ">";
  }
}
