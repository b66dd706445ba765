package dev.natter.engine;

import io.netty.util.IllegalReferenceCountException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * An event, spelled once for each form that some socket needs and shared by all sockets that hear
 * it. Its maker releases it when every broadcast of it was asked for.
 *
 * <p>Upstream spells a broadcast anew for each recipient. Shown by {@code EventFrameTest}.
 *
 * <p>Thread: any.
 */
public final class EventFrame {

  private static final EngineJson PLAIN = new EngineJson();
  private static final int FORMS = 4;

  private final String namespace;
  private final PacketWriter.Arguments arguments;
  private final boolean compressed;
  private final AtomicInteger shares = new AtomicInteger(1);

  /** Text, and binary data as Engine.IO 4 and 3 have it; msgpack likewise. */
  private final AtomicReferenceArray<Frame[]> forms = new AtomicReferenceArray<>(FORMS);

  private EventFrame(String namespace, PacketWriter.Arguments arguments, boolean compressed) {
    this.namespace = namespace;
    this.arguments = arguments;
    this.compressed = compressed;
  }

  /**
   * An event of one namespace.
   *
   * @param namespace {@code /} or {@code /name}
   * @param argumentsJson the arguments, each a JSON text, taken as it is
   */
  public static EventFrame of(String namespace, String event, String... argumentsJson) {
    return of(namespace, event, List.of(), argumentsJson);
  }

  /**
   * An event of one namespace with binary data.
   *
   * @param attachments what the placeholders in the texts stand for, in the order of their numbers
   */
  public static EventFrame of(
      String namespace, String event, List<byte[]> attachments, String... argumentsJson) {
    StringBuilder array = new StringBuilder("[").append(PLAIN.quote(event));
    for (String json : argumentsJson) {
      array.append(',').append(json);
    }
    byte[] bytes = array.append(']').toString().getBytes(StandardCharsets.UTF_8);
    String wireName = namespace.isEmpty() ? "/" : namespace;
    return new EventFrame(wireName, new PacketWriter.Arguments(bytes, attachments), true);
  }

  /** An event whose arguments are spelled already. */
  static EventFrame of(String namespace, PacketWriter.Arguments arguments, boolean compressed) {
    return new EventFrame(namespace, arguments, compressed);
  }

  /** About how many bytes a socket is written. */
  int size() {
    return arguments.size();
  }

  /** The frames for sockets of one kind; valid while the caller, or its caller, has a share. */
  Frame[] frames(boolean eio3, boolean packed) {
    int form = (eio3 ? 1 : 0) + (packed ? 2 : 0);
    Frame[] known = forms.get(form);
    return known == null ? first(form, eio3, packed) : known;
  }

  private synchronized Frame[] first(int form, boolean eio3, boolean packed) {
    Frame[] frames = forms.get(form);
    if (frames == null) {
      frames = spell(eio3, packed);
      if (!compressed) {
        for (Frame frame : frames) {
          frame.keepPlain();
        }
      }
      forms.set(form, frames);
    }
    return frames;
  }

  private Frame[] spell(boolean eio3, boolean packed) {
    SocketPacket.Type type = SocketPacket.Type.EVENT;
    if (packed) {
      byte[] bytes = PackedWriter.packet(type, namespace, SocketPacket.NO_ID, arguments, PLAIN);
      return new Frame[] {Frame.binary(bytes, eio3)};
    }
    return PacketWriter.frames(type, namespace, SocketPacket.NO_ID, arguments, eio3);
  }

  /** Takes a share, to be released. */
  EventFrame retain() {
    if (shares.getAndIncrement() <= 0) {
      throw new IllegalReferenceCountException("The frame was released.");
    }
    return this;
  }

  /** Gives up the maker's share. */
  public void release() {
    int left = shares.decrementAndGet();
    if (left == 0) {
      free();
    } else if (left < 0) {
      throw new IllegalReferenceCountException("The frame was released.");
    }
  }

  private synchronized void free() {
    for (int form = 0; form < FORMS; form++) {
      Frame[] frames = forms.get(form);
      if (frames != null) {
        for (Frame frame : frames) {
          frame.release();
        }
      }
    }
  }
}
