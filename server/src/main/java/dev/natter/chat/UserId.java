package dev.natter.chat;

import java.util.Optional;

/**
 * What identifies a user. The part before the colon says who vouches for it, so that no guest,
 * account or token can pass for one of another kind; a guest's has no colon.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters, without {@code |} and control characters
 */
public record UserId(String value) {

  /** The most characters (UTF-16 units) in an id. */
  public static final int MAX_LENGTH = 160;

  /** About how many characters an id has with what stands around it on the wire. */
  static final int TYPICAL_LENGTH = 24;

  private static final String ACCOUNT = "user:";
  private static final String HOOK = "hook:";
  private static final String SUBJECT = "token:";

  public UserId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a user's id has 1 to 160 characters");
    }
    if (value.chars().anyMatch(c -> c == '|' || Character.isISOControl(c))) {
      throw new IllegalArgumentException("a user's id has no control character and no '|'");
    }
  }

  /** A guest, who lives as long as its connection or its guest's token. */
  public static UserId guest(String id) {
    if (id.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a guest's id has no ':'");
    }
    return new UserId(id);
  }

  /** An account kept here. */
  public static UserId account(String id) {
    return new UserId(ACCOUNT + id);
  }

  /** What a text stands for that is the id of somebody who is vouched for; empty for a name. */
  public static Optional<UserId> read(String text) {
    try {
      return Optional.of(new UserId(text)).filter(id -> !id.isGuest());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A webhook that posts. */
  public static UserId hook(String id) {
    return new UserId(HOOK + id);
  }

  /** Whether it is a webhook. */
  public boolean isHook() {
    return value.startsWith(HOOK);
  }

  /** The subject of a token that somebody else issued. */
  public static UserId subject(String subject) {
    return new UserId(SUBJECT + subject);
  }

  /** Whether it is an account kept here. */
  public boolean isAccount() {
    return value.startsWith(ACCOUNT);
  }

  /** How it is recognised; empty for what is none of those who come through a door. */
  Optional<AuthMode> mode() {
    if (isGuest()) {
      return Optional.of(AuthMode.OPEN);
    }
    if (isAccount()) {
      return Optional.of(AuthMode.ACCOUNTS);
    }
    return value.startsWith(SUBJECT) ? Optional.of(AuthMode.TOKEN) : Optional.empty();
  }

  /** Whether nobody vouches for it. */
  public boolean isGuest() {
    return value.indexOf(':') < 0;
  }
}
