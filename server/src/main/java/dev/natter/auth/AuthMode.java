package dev.natter.auth;

/** Who is let in; several may hold at once. */
public enum AuthMode {
  /** Everybody, as a guest. */
  OPEN,
  /** Those who have an account here. */
  ACCOUNTS,
  /** Those who bring a token of an issuer that is trusted. */
  TOKEN
}
