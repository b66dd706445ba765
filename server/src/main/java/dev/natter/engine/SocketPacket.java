package dev.natter.engine;

/**
 * A Socket.IO packet as it was received.
 *
 * @param namespace with its slash, and in protocol 4 with its query
 * @param id of the acknowledgement asked for or given; {@link #NO_ID} for none
 * @param event the event's name; empty for other types
 * @param data the arguments of an event or an acknowledgement; one object, or nothing, of a CONNECT
 * @param awaited how many attachments are still to come
 */
record SocketPacket(
    Type type, String namespace, long id, String event, EventArguments data, int awaited) {

  static final long NO_ID = -1;

  /** The types of the protocol, in the order of their numbers. */
  enum Type {
    CONNECT(0),
    DISCONNECT(1),
    EVENT(2),
    ACK(3),
    CONNECT_ERROR(4),
    BINARY_EVENT(5),
    BINARY_ACK(6);

    private static final Type[] BY_NUMBER = values();

    private final int number;

    Type(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static Type of(int number) throws MalformedPacket {
      if (number < 0 || number >= BY_NUMBER.length) {
        throw new MalformedPacket("unknown packet type");
      }
      return BY_NUMBER[number];
    }

    boolean awaitsAttachments() {
      return this == BINARY_EVENT || this == BINARY_ACK;
    }

    boolean isEvent() {
      return this == EVENT || this == BINARY_EVENT;
    }

    boolean isAck() {
      return this == ACK || this == BINARY_ACK;
    }
  }

  boolean hasId() {
    return id != NO_ID;
  }
}
