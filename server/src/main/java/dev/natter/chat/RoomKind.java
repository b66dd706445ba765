package dev.natter.chat;

/** Who may find and enter a room. */
public enum RoomKind {
  /** Everybody. */
  PUBLIC,
  /** Those who were invited; to all others it does not exist. */
  PRIVATE,
  /** Two users, whichever of them began; to all others it does not exist. */
  DIRECT;

  /** Whether only its members know of it. */
  public boolean isClosed() {
    return this != PUBLIC;
  }
}
