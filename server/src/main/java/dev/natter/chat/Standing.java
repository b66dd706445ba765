package dev.natter.chat;

/** How a caller was recognised. */
public enum Standing {
  /** By nothing but the name it gave itself. */
  GUEST,
  /** By an account's password or token, or by a token of others. */
  USER,
  /** By the token of a bot's account, which does not expire. */
  BOT,
  /** As {@link #USER}, and it administers the whole server. */
  ADMIN
}
