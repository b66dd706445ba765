package dev.natter.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells rooms who came and went: at once where it is quiet, and otherwise once a beat, each user
 * once and as it is then. So many who come at once cost each listener one event a beat of bounded
 * length, not one event for each of them.
 *
 * <p>Thread: any – a room's news is guarded by itself, and told in that guard, so that what is told
 * last is what is so.
 */
final class ComingsAndGoings {

  /** The most users of whom a room is told in one beat; of others only that there are. */
  static final int MOST_TOLD = 100;

  /** In a room where more are present it is told how many, and no longer who. */
  static final int CROWD = 500;

  private final RoomEventSink sink;
  private final ConcurrentHashMap<RoomId, Outbox> rooms = new ConcurrentHashMap<>();

  ComingsAndGoings(RoomEventSink sink) {
    this.sink = sink;
  }

  /** What a room is still to be told. Guarded by itself. */
  private static final class Outbox {
    private final Map<UserId, Attendee> waiting = new LinkedHashMap<>();
    private int present;
    private boolean more;
    private boolean toldInThisBeat;

    private void put(Attendee attendee, int nowPresent) {
      present = nowPresent;
      UserId user = attendee.who().user();
      if (waiting.size() < MOST_TOLD || waiting.containsKey(user)) {
        waiting.put(user, attendee);
      } else {
        more = true;
      }
    }

    private boolean isIdle() {
      return waiting.isEmpty() && !toldInThisBeat;
    }

    private PresenceChanged take(RoomId room) {
      boolean crowd = present > CROWD;
      List<Attendee> people = crowd ? List.of() : new ArrayList<>(waiting.values());
      PresenceChanged told = new PresenceChanged(room, people, present, more || crowd);
      waiting.clear();
      more = false;
      return told;
    }
  }

  /** Takes note of news; of two of one user the later one is right. */
  void add(RoomId room, Attendee attendee, int present) {
    rooms.compute(
        room,
        (key, known) -> {
          Outbox outbox = known == null ? new Outbox() : known;
          synchronized (outbox) {
            outbox.put(attendee, present);
          }
          return outbox;
        });
  }

  /** Tells a room its news now, unless it was told something in this beat already. */
  void tell(RoomId room) {
    Outbox outbox = rooms.get(room);
    if (outbox != null) {
      synchronized (outbox) {
        if (!outbox.toldInThisBeat) {
          publish(room, outbox);
        }
      }
    }
  }

  /** Begins the next beat: tells what waits. */
  void tick() {
    for (Map.Entry<RoomId, Outbox> entry : rooms.entrySet()) {
      Outbox outbox = entry.getValue();
      synchronized (outbox) {
        outbox.toldInThisBeat = false;
        publish(entry.getKey(), outbox);
      }
      rooms.computeIfPresent(
          entry.getKey(),
          (room, known) -> {
            synchronized (known) {
              return known.isIdle() ? null : known;
            }
          });
    }
  }

  private void publish(RoomId room, Outbox outbox) {
    if (!outbox.waiting.isEmpty()) {
      outbox.toldInThisBeat = true;
      sink.publish(outbox.take(room));
    }
  }
}
