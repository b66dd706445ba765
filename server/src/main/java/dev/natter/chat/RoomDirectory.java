package dev.natter.chat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Shows rooms and their members to those who may see them.
 *
 * <p>Thread: any. Futures complete on a reader, or at once on the caller's thread.
 */
public final class RoomDirectory {

  /** The most rooms that one question looks at; a page that found less says where to go on. */
  static final int MAX_LOOKED_AT = 1_000;

  private final Rooms rooms;
  private final Messages messages;

  public RoomDirectory(Rooms rooms, Messages messages) {
    this.rooms = rooms;
    this.messages = messages;
  }

  /**
   * A room as somebody sees it.
   *
   * @param role what the asking user is in it
   */
  public record Sight(Room room, Role role) {}

  /** A room's record, or what a room without one is like. */
  public CompletableFuture<Answer<Sight>> show(Caller caller, RoomId id) {
    return messages.read(
        caller,
        id,
        () ->
            new Sight(
                rooms
                    .book()
                    .entry(id)
                    .record()
                    .orElseGet(() -> Room.of(id, RoomKind.PUBLIC, caller.user(), rooms.now())),
                rooms.role(caller, id)));
  }

  /**
   * The public rooms of a namespace by name.
   *
   * @param words only rooms whose name or topic holds each of them; empty for all
   * @param after the cursor of the page before; empty to begin
   */
  public CompletableFuture<Answer<Listing<Room>>> list(
      Caller caller, String namespace, String words, String after, int limit) {
    Optional<Rejected> stranger = rooms.refusal(caller, namespace);
    if (stranger.isPresent()) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(stranger.get()));
    }
    List<String> wanted =
        Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    return messages.read(() -> new Answer.Given<>(page(namespace, wanted, after, limit)));
  }

  private Listing<Room> page(String namespace, List<String> words, String after, int limit)
      throws StoreException {
    List<Room> found = new ArrayList<>();
    String from = after;
    for (int looked = 0; looked < MAX_LOOKED_AT; looked += Listing.MAX_LIMIT) {
      List<Room> next = rooms.book().store().publicRooms(namespace, from, Listing.MAX_LIMIT);
      for (Room room : next) {
        from = room.id().name();
        if (holds(room, words)) {
          found.add(room);
        }
        if (found.size() == limit) {
          return new Listing<>(found, from);
        }
      }
      if (next.size() < Listing.MAX_LIMIT) {
        return new Listing<>(found, "");
      }
    }
    return new Listing<>(found, from);
  }

  private static boolean holds(Room room, List<String> words) {
    String text = (room.id().name() + " " + room.topic()).toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }

  /**
   * Those who belong to a room, by id.
   *
   * @param after the cursor of the page before; empty to begin
   */
  public CompletableFuture<Answer<Listing<Member>>> members(
      Caller caller, RoomId room, String after, int limit) {
    return messages.read(
        caller,
        room,
        () -> {
          List<Member> found = rooms.book().store().members(room, Role.MEMBER, after, limit + 1);
          boolean more = found.size() > limit;
          List<Member> page = more ? found.subList(0, limit) : found;
          return new Listing<>(page, more ? page.get(limit - 1).user().value() : "");
        });
  }
}
