package dev.natter.auth;

/** What becomes of a guest who asks for a name that is taken, or looks like one that is. */
public enum GuestNaming {
  /** It gets the name with a number behind it. */
  SUFFIX,
  /** It is not let in under that name. */
  REFUSE
}
