package dev.natter.auth;

import dev.natter.chat.Account;

/** An account and a token for it. */
public record SignedIn(Account account, Token token) {}
