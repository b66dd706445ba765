package dev.natter.chat;

/** Why somebody is no longer in a room. */
public enum Departure {
  /** It left. */
  LEFT,
  /** It was sent away, and may come back if the room is open. */
  KICKED,
  /** It was sent away and may not come back. */
  BANNED,
  /** It named the room when it connected, and may not enter it. */
  REFUSED
}
