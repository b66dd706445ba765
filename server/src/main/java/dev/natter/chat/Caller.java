package dev.natter.chat;

import java.util.Map;

/**
 * Who asks, on every operation and through every door.
 *
 * @param grants roles in rooms that its token brought, by the room's name; {@code *} is every room
 * @param session the connection it asks through, {@link SessionId#NONE} by HTTP
 * @param address the network address it asks from, as limits and bans count it; empty if unknown
 */
public record Caller(
    Sender sender, Standing standing, Map<String, Role> grants, SessionId session, String address) {

  public Caller {
    grants = Map.copyOf(grants);
  }

  /** A guest at a connection. */
  public static Caller guest(Sender sender, SessionId session, String address) {
    return new Caller(sender, Standing.GUEST, Map.of(), session, address);
  }

  /** Who has the program and its store in hand, and so may do everything. */
  public static Caller console() {
    Sender sender = new Sender(new UserId("console:"), "console");
    return new Caller(sender, Standing.ADMIN, Map.of(), SessionId.NONE, "");
  }

  /** Its identity. */
  public UserId user() {
    return sender.user();
  }

  /** Whether it administers the whole server. */
  public boolean isAdmin() {
    return standing == Standing.ADMIN;
  }
}
