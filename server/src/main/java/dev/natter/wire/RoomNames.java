package dev.natter.wire;

import dev.natter.chat.RoomId;

/** Reads the name of a room. */
public final class RoomNames {

  private RoomNames() {}

  /** Reads the argument of {@code join} and {@code leave}. */
  public static RoomId read(String namespace, String argumentJson) throws MalformedException {
    try {
      return id(namespace, WireCodec.text(argumentJson));
    } catch (MalformedException e) {
      throw new MalformedException("A room is named by a string: " + e.sentence());
    }
  }

  /** The room of that name. */
  public static RoomId id(String namespace, String name) throws MalformedException {
    try {
      return new RoomId(namespace, name);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("Not a room: " + e.getMessage() + ".");
    }
  }

  static void check(String name) throws MalformedException {
    id("/", name);
  }
}
