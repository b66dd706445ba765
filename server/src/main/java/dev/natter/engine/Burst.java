package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts to one room that waited behind one another: each member is written all of them at
 * once, as one buffer that the members share, so that what a room costs grows with its members and
 * hardly with what is said. What concerns one client alone may stand between them; that client is
 * told one after the other, in order. Shown by {@code BurstIT}.
 *
 * <p>Thread: one event loop.
 */
final class Burst implements Runnable {

  /** A burst without anything, which takes nothing. */
  static final Burst NONE = new Burst();

  /** What members share; copied once, which pays for small frames only. */
  private static final int MAX_BYTES = 65_536;

  /** Engine.IO 3 or 4, msgpack or not, deflated or not. */
  private static final int FORMS = 8;

  private final List<Runnable> steps = new ArrayList<>(2);
  private final List<RoomBroadcast> broadcasts = new ArrayList<>(1);
  private final @Nullable ByteBuf[] forms = new ByteBuf[FORMS];
  private int bytes;

  private Burst() {}

  Burst(RoomBroadcast first) {
    add(first);
  }

  /** Takes a task that may be part of it; whether it is. */
  boolean takes(Runnable task) {
    if (broadcasts.isEmpty()) {
      return false;
    }
    if (task instanceof ClientTask own) {
      steps.add(own);
      return true;
    }
    if (task instanceof RoomBroadcast next
        && next.room() == broadcasts.get(0).room()
        && bytes + next.frame().size() <= MAX_BYTES) {
      add(next);
      return true;
    }
    return false;
  }

  private void add(RoomBroadcast broadcast) {
    steps.add(broadcast);
    broadcasts.add(broadcast);
    bytes += broadcast.frame().size();
  }

  @Override
  public void run() {
    if (broadcasts.size() < 2) {
      steps.forEach(Inbox::unharmed);
      return;
    }
    try {
      RoomBroadcast first = broadcasts.get(0);
      Set<EngineClient> apart = apart();
      Inbox.unharmed(() -> first.room().each(first.loop(), member -> tell(member, apart)));
      for (Runnable step : steps) {
        if (step instanceof ClientTask own && apart.contains(own.client())) {
          Inbox.unharmed(own);
        }
      }
    } finally {
      release();
    }
  }

  /** Who is not to be written all of it as it is. */
  private Set<EngineClient> apart() {
    Set<EngineClient> apart = new HashSet<>();
    for (Runnable step : steps) {
      if (step instanceof ClientTask own) {
        apart.add(own.client());
      } else if (step instanceof RoomBroadcast broadcast) {
        EngineClient except = broadcast.except();
        if (except != null) {
          apart.add(except);
        }
      }
    }
    return apart;
  }

  private void tell(EngineClient member, Set<EngineClient> apart) {
    if (!apart.remove(member)) {
      member.hear(this);
      return;
    }
    for (Runnable step : steps) {
      if (step instanceof RoomBroadcast broadcast) {
        broadcast.tell(member);
      } else if (step instanceof ClientTask own && own.client().equals(member)) {
        Inbox.unharmed(own);
      }
    }
  }

  /** The frames one by one, for whoever cannot be written them together. */
  void each(SocketIoSession session) {
    broadcasts.forEach(broadcast -> session.sendShared(broadcast.frame()));
  }

  /**
   * All frames behind one another, as a WebSocket of that kind is written them; the share stays the
   * burst's.
   */
  ByteBuf webSocket(boolean eio3, boolean packed, boolean deflates, int threshold) {
    int form = (eio3 ? 1 : 0) + (packed ? 2 : 0) + (deflates ? 4 : 0);
    ByteBuf made = forms[form];
    if (made == null) {
      made = PooledByteBufAllocator.DEFAULT.directBuffer(bytes + 16 * broadcasts.size());
      for (RoomBroadcast broadcast : broadcasts) {
        for (Frame frame : broadcast.frame().frames(eio3, packed)) {
          boolean deflate = deflates && frame.isWorthDeflating(threshold);
          made.writeBytes((deflate ? frame.deflated() : frame).webSocket());
        }
      }
      forms[form] = made;
    }
    return made;
  }

  private void release() {
    for (ByteBuf made : forms) {
      if (made != null) {
        made.release();
      }
    }
    broadcasts.forEach(broadcast -> broadcast.frame().release());
  }
}
