package dev.natter.gateway.socketio;

import dev.natter.chat.Conversation;
import dev.natter.chat.Correspondent;
import dev.natter.chat.Message;
import dev.natter.chat.RoomId;
import dev.natter.chat.UserId;
import dev.natter.engine.EventFrame;
import dev.natter.wire.PrivateMessaging.Note;
import dev.natter.wire.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection of somebody who writes to others one by one.
 *
 * <p>Thread: any – guarded by itself.
 */
final class PrivateDesk {

  /** The most conversations that it hears. */
  private static final int MOST_CONVERSATIONS = 1_000;

  /** The most messages that wait for its client to be told who there is. */
  private static final int MOST_WAITING = 1_000;

  private final Session session;
  private final Correspondent who;
  private final Map<RoomId, UserId> conversations = new HashMap<>(2);
  private List<Message> waiting = new ArrayList<>();
  private boolean ready;
  private boolean gone;

  PrivateDesk(Session session, Correspondent who) {
    this.session = session;
    this.who = who;
  }

  Session session() {
    return session;
  }

  Correspondent who() {
    return who;
  }

  UserId user() {
    return who.user();
  }

  String namespace() {
    return session.namespace();
  }

  void emit(Spelling spelling) {
    EventFrame frame = SocketIoAudience.frame(session.lobby(), spelling);
    session.client().emit(frame);
    frame.release();
  }

  /** Does something unless it is gone, and before it goes. */
  synchronized void whileThere(Runnable action) {
    if (!gone) {
      action.run();
    }
  }

  /** Writes with somebody; tells whether that is news that it can take. */
  synchronized boolean writesWith(Conversation conversation) {
    boolean fits = conversations.size() < MOST_CONVERSATIONS;
    return fits
        && conversations.putIfAbsent(conversation.room(), conversation.with().user()) == null;
  }

  /** Goes; what it heard. */
  synchronized List<RoomId> close() {
    gone = true;
    return List.copyOf(conversations.keySet());
  }

  /** Tells its client who there is, and then what came meanwhile after what that has. */
  synchronized void begin(Spelling users, Map<RoomId, Long> read) {
    emit(users);
    for (Message message : waiting) {
      if (message.sequence() > read.getOrDefault(message.room(), 0L)) {
        emit(note(message).spelling());
      }
    }
    waiting = List.of();
    ready = true;
  }

  synchronized void hear(Message message) {
    if (ready) {
      emit(note(message).spelling());
    } else if (waiting.size() < MOST_WAITING) {
      waiting.add(message);
    } else {
      session.client().closeConnection("Too much waits for you. Come back.");
    }
  }

  /** What two have written, as both are told it. */
  synchronized Note note(Message message) {
    boolean own = message.sender().user().equals(user());
    UserId other = conversations.getOrDefault(message.room(), user());
    return Note.of(message, own ? other : user());
  }
}
