package dev.natter.chat;

/** What somebody is in a room, each with the power of all before it. */
public enum Role {
  /** Not a member: in an open room it may do what guests may. */
  GUEST,
  MEMBER,
  MODERATOR,
  OWNER;

  /** Whether it has at least the power of another. */
  public boolean atLeast(Role other) {
    return compareTo(other) >= 0;
  }
}
