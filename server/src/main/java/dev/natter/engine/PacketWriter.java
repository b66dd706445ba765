package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Spells Socket.IO packets in their text form, each attachment in a frame of its own behind it.
 * Upstream encodes a broadcast once for each recipient; see {@link EventFrame}. Shown by {@code
 * PackedPacketsTest}.
 *
 * <p>Thread: any.
 */
final class PacketWriter {

  private static final String MESSAGE = "4";

  private final EngineJson json;

  PacketWriter(EngineJson json) {
    this.json = json;
  }

  EngineJson json() {
    return json;
  }

  /** The arguments of a packet as a JSON array, and their attachments. */
  static final class Arguments {

    private final byte[] array;
    private final List<byte[]> attachments;

    Arguments(byte[] array, List<byte[]> attachments) {
      this.array = array;
      this.attachments = attachments;
    }

    /** The array as text. */
    String text() {
      return new String(array, StandardCharsets.UTF_8);
    }

    List<byte[]> attachments() {
      return attachments;
    }

    /** About how many bytes they have in a packet. */
    int size() {
      return array.length + attachments.stream().mapToInt(attachment -> attachment.length).sum();
    }
  }

  /** An event's name and arguments; {@link EventArguments} among them leave as they came. */
  Arguments event(String event, List<?> values) {
    return values.size() == 1 && values.get(0) instanceof EventArguments received
        ? unchanged(json.quote(event), received)
        : written(event, values);
  }

  /** An acknowledgement's arguments. */
  Arguments ack(List<?> values) {
    return values.size() == 1 && values.get(0) instanceof EventArguments received
        ? unchanged("", received)
        : written("", values);
  }

  private static Arguments unchanged(String head, EventArguments received) {
    StringBuilder text = new StringBuilder("[").append(head);
    for (int i = 0; i < received.size(); i++) {
      if (text.length() > 1) {
        text.append(',');
      }
      text.append(received.json(i));
    }
    byte[] array = text.append(']').toString().getBytes(StandardCharsets.UTF_8);
    return new Arguments(array, received.attachments());
  }

  private Arguments written(String event, List<?> values) {
    List<Object> all = new ArrayList<>(values.size() + 1);
    if (!event.isEmpty()) {
      all.add(event);
    }
    all.addAll(values);
    List<byte[]> attachments = new ArrayList<>(0);
    return new Arguments(json.write(all, attachments), attachments);
  }

  /** The frames of an event or acknowledgement. */
  static Frame[] frames(
      SocketPacket.Type plain, String namespace, long id, Arguments arguments, boolean eio3) {
    List<byte[]> attachments = arguments.attachments();
    Frame[] frames = new Frame[1 + attachments.size()];
    String head = head(plain, namespace, id, attachments.size());
    ByteBuf text = Frame.begin(head.length() * 3 + arguments.array.length);
    ByteBufUtil.writeUtf8(text, head);
    text.writeBytes(arguments.array);
    frames[0] = Frame.text(text);
    for (int i = 0; i < attachments.size(); i++) {
      frames[i + 1] = Frame.binary(attachments.get(i), eio3);
    }
    return frames;
  }

  /** A packet that has no array of arguments. */
  static Frame control(SocketPacket.Type type, String namespace, String data) {
    return Frame.text(MESSAGE + type.number() + prefix(namespace) + data);
  }

  private static String head(SocketPacket.Type plain, String namespace, long id, int attachments) {
    StringBuilder head = new StringBuilder(MESSAGE);
    if (attachments == 0) {
      head.append(plain.number());
    } else {
      SocketPacket.Type binary =
          plain == SocketPacket.Type.EVENT
              ? SocketPacket.Type.BINARY_EVENT
              : SocketPacket.Type.BINARY_ACK;
      head.append(binary.number()).append(attachments).append('-');
    }
    head.append(prefix(namespace));
    if (id != SocketPacket.NO_ID) {
      head.append(id);
    }
    return head.toString();
  }

  private static String prefix(String namespace) {
    return namespace.equals("/") ? "" : namespace + ",";
  }
}
