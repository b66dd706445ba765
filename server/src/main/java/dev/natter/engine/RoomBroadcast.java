package dev.natter.engine;

import org.jspecify.annotations.Nullable;

/**
 * One loop's part of a broadcast to all members of a room, with a share of the frame, which it
 * gives up when it has run.
 *
 * <p>Thread: that loop.
 *
 * @param except a member that shall not hear it
 */
record RoomBroadcast(EngineLoop loop, Room room, EventFrame frame, @Nullable EngineClient except)
    implements Runnable {

  @Override
  public void run() {
    try {
      room.each(loop, this::tell);
    } finally {
      frame.release();
    }
  }

  /** Tells one member, if it is meant to hear it. */
  void tell(EngineClient member) {
    if (!member.equals(except)) {
      member.hear(frame);
    }
  }
}
