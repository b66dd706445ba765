package dev.natter.chat;

import java.util.Optional;

/**
 * What users are called who are spoken of by id: guests while they are connected, all others by
 * their account or token.
 *
 * <p>Thread: any that may block.
 */
public final class UserNames {

  static final Rejected NOBODY =
      new Rejected(RejectCode.NOT_FOUND, "There is no such user, or it is a guest who went.");

  private static final int MAX_LENGTH = Sender.MAX_NAME_LENGTH;

  private final Attendance attendance;
  private final Names names;

  /** What users are called who are not connected, where somebody vouches for them. */
  @FunctionalInterface
  public interface Names {
    Optional<String> of(UserId user) throws StoreException;
  }

  public UserNames(Attendance attendance, Names names) {
    this.attendance = attendance;
    this.names = names;
  }

  /** Who is connected. */
  public Attendance attendance() {
    return attendance;
  }

  /** What a user is called; empty if there is none. */
  Optional<String> name(String namespace, UserId user) throws StoreException {
    Optional<String> connected = attendance.name(namespace, user);
    return connected.isPresent() || user.isGuest()
        ? connected
        : names.of(user).map(name -> name.substring(0, Math.min(name.length(), MAX_LENGTH)));
  }
}
