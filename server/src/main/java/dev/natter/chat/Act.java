package dev.natter.chat;

/** What somebody may want to do in a room, and the least role that may, where nothing else says. */
public enum Act {
  /** Hear it, read its history, find its messages, see who is in it. */
  READ(Role.GUEST),
  POST(Role.GUEST),
  REACT(Role.GUEST),
  /** Change or delete what one has said oneself. */
  AMEND_OWN(Role.GUEST),
  INVITE(Role.MEMBER),
  /** Delete what others have said, and see what stood there before. */
  DELETE_ANY(Role.MODERATOR),
  TOPIC(Role.MODERATOR),
  /** Mute, kick, ban. */
  MODERATE(Role.MODERATOR),
  /** Kind, name, retention, roles, webhooks. */
  ADMINISTER(Role.OWNER);

  private final Role least;

  Act(Role least) {
    this.least = least;
  }

  /** The least role that may. */
  public Role least() {
    return least;
  }
}
