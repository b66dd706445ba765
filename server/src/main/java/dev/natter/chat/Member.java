package dev.natter.chat;

import java.time.Instant;

/**
 * What a room knows of a user. One whose role is {@link Role#GUEST} is no member: the room only
 * holds something against it.
 *
 * @param name what people read
 * @param since when it became what it is
 * @param cursor kept by {@link RoomStore#move} alone, but for the first time it is saved
 */
public record Member(
    RoomId room,
    UserId user,
    String name,
    Role role,
    Instant since,
    Sanction sanction,
    Cursor cursor) {

  public Member {
    if (name.isEmpty() || name.length() > Sender.MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("a name has 1 to 64 characters");
    }
  }

  /** Whether it belongs to the room. */
  public boolean belongs() {
    return role != Role.GUEST;
  }

  /** The same in another role. */
  public Member as(Role other) {
    return new Member(room, user, name, other, since, sanction, cursor);
  }

  /** The same under another sanction. */
  public Member under(Sanction other) {
    return new Member(room, user, name, role, since, other, cursor);
  }

  /** The same by another name. */
  public Member named(String other) {
    return new Member(room, user, other, role, since, sanction, cursor);
  }
}
