package dev.natter.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a namespace, each there while it has members, and the one that holds everybody.
 *
 * <p>Thread: any, but for what says otherwise.
 */
final class RoomTable {

  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private volatile @Nullable Room everyone;
  private volatile List<EngineLoop> loops = List.of();

  /** The room after the client was counted in. */
  Room take(String name, EngineClient client) {
    return rooms.compute(
        name,
        (key, known) -> {
          Room room = known == null ? new Room(client.loops().size()) : known;
          room.add(client);
          return room;
        });
  }

  void drop(String name, EngineClient client) {
    rooms.computeIfPresent(
        name,
        (key, room) -> {
          room.remove(client);
          return room.isEmpty() ? null : room;
        });
  }

  /** Thread: the client's loop. */
  void enterAll(EngineClient client) {
    Room all = everyone(client.loops());
    all.count(client, 1);
    Room.Membership place = all.membership(client);
    place.begin();
    client.everyone(place);
  }

  /** Thread: the client's loop. */
  void exitAll(EngineClient client) {
    everyone(client.loops()).count(client, -1);
  }

  /** The loops on which clients may live; none before the first came. */
  List<EngineLoop> loops() {
    return loops;
  }

  private synchronized Room everyone(List<EngineLoop> all) {
    Room known = everyone;
    if (known == null) {
      loops = all;
      known = new Room(all.size());
      everyone = known;
    }
    return known;
  }

  /** The room with everybody in it, if anybody ever came. */
  @Nullable Room everyone() {
    return everyone;
  }

  @Nullable Room room(String name) {
    return rooms.get(name);
  }

  Collection<EngineClient> members(String name) {
    Room room = rooms.get(name);
    return room == null ? List.of() : room.members();
  }

  Set<String> names() {
    return Set.copyOf(rooms.keySet());
  }
}
