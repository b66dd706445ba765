package dev.natter.wire;

import dev.natter.chat.Role;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sanction;
import dev.natter.chat.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The payload of what is done to a user in a room: {@code {room, user, reason?, forMs?, role?}}.
 *
 * @param reason why, for a ban; empty if none was given
 * @param time for how long, for a mute; zero if none was given
 * @param role which, for a role
 */
public record RoomUser(
    String room, UserId user, String reason, Duration time, Optional<Role> role) {

  private static final long MAX_MILLIS = Duration.ofDays(36_500).toMillis();

  /** Reads it. */
  public static RoomUser read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    return of(RoomQuestion.room(properties), user(properties), properties);
  }

  private static RoomUser of(String room, UserId user, Map<String, String> properties)
      throws MalformedException {
    return new RoomUser(
        room,
        user,
        Properties.text(properties, "reason", Sanction.MAX_REASON_LENGTH),
        Duration.ofMillis(Math.min(MAX_MILLIS, Properties.number(properties, "forMs", 0))),
        Properties.word(properties, "role", Role.values()));
  }

  /** Reads the same of a user and a room that the address names. */
  public static RoomUser of(RoomId room, UserId user, String json) throws MalformedException {
    return of(room.name(), user, WireCodec.properties(json));
  }

  /** Reads the user of {@code {user}}. */
  public static UserId user(String json) throws MalformedException {
    return user(WireCodec.properties(json));
  }

  private static UserId user(Map<String, String> properties) throws MalformedException {
    return id(Properties.required(properties, "user", UserId.MAX_LENGTH));
  }

  /** The user of an id that a client gave. */
  public static UserId id(String text) throws MalformedException {
    try {
      return new UserId(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("Not a user: " + e.getMessage() + ".");
    }
  }
}
