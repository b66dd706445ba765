package dev.natter.chat;

/** How somebody is recognised who is let in; several may hold at once. */
public enum AuthMode {
  /** By nothing: everybody is let in, as a guest. */
  OPEN,
  /** By an account kept here. */
  ACCOUNTS,
  /** By a token of an issuer that is trusted. */
  TOKEN
}
