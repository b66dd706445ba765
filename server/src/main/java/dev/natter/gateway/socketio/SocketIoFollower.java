package dev.natter.gateway.socketio;

import dev.natter.chat.Follower;
import dev.natter.chat.Message;
import dev.natter.chat.RoomId;
import dev.natter.engine.EngineClient;
import dev.natter.engine.EventFrame;
import dev.natter.wire.Dialect;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Brings one client up to date with a room, no faster than it reads: what waits for it stays far
 * below the limit at which it would be cut off.
 *
 * <p>Thread: read and lane in, io out.
 */
final class SocketIoFollower implements Follower {

  private static final int MOST_WAITING_BYTES = 256 * 1024;
  private static final long PAUSE_MILLIS = 10;

  private final Session session;
  private final RoomId room;
  private final Dialect dialect;
  private final SocketIoAudience audience;

  SocketIoFollower(Session session, RoomId room, Dialect dialect, SocketIoAudience audience) {
    this.session = session;
    this.room = room;
    this.dialect = dialect;
    this.audience = audience;
  }

  @Override
  public CompletionStage<Void> replay(List<Message> messages) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    session.client().eventLoop().execute(() -> give(messages, taken));
    return taken;
  }

  @Override
  public void attach(List<Message> rest) {
    rest.forEach(this::emit);
    session.replayed(room);
    audience.settle(session, room);
  }

  private void give(List<Message> messages, CompletableFuture<Void> taken) {
    EngineClient client = session.client();
    int given = 0;
    while (given < messages.size() && client.waitingBytes() < MOST_WAITING_BYTES) {
      emit(messages.get(given++));
    }
    List<Message> rest = messages.subList(given, messages.size());
    if (!client.isChannelOpen()) {
      taken.completeExceptionally(new IllegalStateException("the client is gone"));
    } else if (rest.isEmpty()) {
      taken.complete(null);
    } else {
      var unused =
          client.eventLoop().schedule(() -> give(rest, taken), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void emit(Message message) {
    if (!dialect.shows(message)) {
      return;
    }
    EventFrame frame = SocketIoAudience.frame(room, dialect.spell(message));
    session.client().emit(frame);
    frame.release();
  }
}
