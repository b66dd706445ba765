package dev.natter.auth;

import dev.natter.chat.SessionId;

/**
 * What somebody brings along who wants to come in.
 *
 * @param name what it calls itself; empty if it does not say, and unread if the token tells
 * @param session the id that its connection gets
 */
public record Knock(
    String namespace, Bearer bearer, String name, SessionId session, String address) {

  /** With a token that it says itself; empty if it brings none. */
  public Knock(String namespace, String token, String name, SessionId session, String address) {
    this(namespace, Bearer.of(token), name, session, address);
  }

  String token() {
    return bearer.token();
  }
}
