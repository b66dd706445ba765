package dev.natter.chat;

/** What a webhook does. */
public enum WebhookKind {
  /** It is told every message. */
  OUT,
  /** It is told the messages that begin with its command, and may answer in the room. */
  COMMAND,
  /** It posts to the room. */
  IN
}
