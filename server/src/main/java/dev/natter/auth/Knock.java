package dev.natter.auth;

import dev.natter.chat.SessionId;

/**
 * What somebody brings along who wants to come in.
 *
 * @param token empty if it brings none
 * @param name what it calls itself; empty if it does not say, and unread if the token tells
 * @param session the id that its connection gets
 */
public record Knock(
    String namespace, String token, String name, SessionId session, String address) {}
