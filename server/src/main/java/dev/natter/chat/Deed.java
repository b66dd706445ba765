package dev.natter.chat;

/** What is counted, each with its own allowance. */
public enum Deed {
  /** Any event or request that is none of the others. */
  EVENT,
  /** Joining a room. */
  JOIN,
  /** A new connection. */
  CONNECT,
  /** An attempt to prove by password who one is; counted for the account as well. */
  SIGN_IN,
  /** A new account. */
  REGISTER
}
