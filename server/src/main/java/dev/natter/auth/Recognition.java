package dev.natter.auth;

import dev.natter.chat.Caller;

/** Who signed in without a password, and a token for it. */
public record Recognition(Caller caller, Token token) {}
