package dev.natter.chat;

/**
 * A message was stored and its room is to hear of it.
 *
 * @param origin the connection that sent it, {@link SessionId#NONE} where none is known
 */
public record MessagePosted(Message message, SessionId origin) {}
