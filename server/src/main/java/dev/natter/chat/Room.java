package dev.natter.chat;

import java.time.Instant;

/**
 * What is on record of a room. A room without a record is public and open to everybody.
 *
 * @param readOnly whether only those who run the room speak in it
 * @param topic what it is about, at most {@value #MAX_TOPIC_LENGTH} characters; may be empty
 * @param creator who made it, or entered it first
 */
public record Room(
    RoomId id,
    RoomKind kind,
    boolean readOnly,
    String topic,
    Retention retention,
    UserId creator,
    Instant createdAt) {

  /** The most characters (UTF-16 units) in a topic. */
  public static final int MAX_TOPIC_LENGTH = 512;

  public Room {
    if (topic.length() > MAX_TOPIC_LENGTH) {
      throw new IllegalArgumentException("a topic has at most 512 characters");
    }
    if (topic.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a topic has no control character");
    }
    if ((kind == RoomKind.DIRECT) != id.isDirect()) {
      throw new IllegalArgumentException("a direct room is named after its users, others are not");
    }
  }

  /** A room with nothing said of it but its kind. */
  public static Room of(RoomId id, RoomKind kind, UserId creator, Instant createdAt) {
    return new Room(id, kind, false, "", Retention.FOREVER, creator, createdAt);
  }
}
