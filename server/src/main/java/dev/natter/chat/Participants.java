package dev.natter.chat;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Who has said their name in a room, connection by connection, for vocabularies that count them:
 * those who only listen are not counted. A connection is a participant of one room at most.
 *
 * <p>Thread: any; a room's count changes on its lane, in order with its messages.
 */
public final class Participants {

  private final Rooms rooms;
  private final Messages messages;
  private final RoomEventSink sink;
  private final ConcurrentHashMap<SessionId, Participant> participants = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RoomId, Long> counts = new ConcurrentHashMap<>();

  /**
   * Nobody yet.
   *
   * @param rooms asked who may
   * @param messages gives the order
   * @param sink told of who enters and who goes
   */
  public Participants(Rooms rooms, Messages messages, RoomEventSink sink) {
    this.rooms = rooms;
    this.messages = messages;
    this.sink = sink;
  }

  private static final class Participant {
    private final RoomId room;
    private final Sender who;
    private boolean counted;
    private boolean gone;
    private boolean typing;

    private Participant(RoomId room, Sender who) {
      this.room = room;
      this.who = who;
    }

    /** Tells whether it is counted. */
    private synchronized boolean types(boolean now) {
      typing = now;
      return counted;
    }

    private synchronized boolean isTyping() {
      return typing;
    }

    private synchronized boolean enters() {
      counted = !gone;
      return counted;
    }

    private synchronized boolean goes() {
      boolean was = counted;
      counted = false;
      gone = true;
      return was;
    }
  }

  /**
   * Counts a connection; one that was counted already stays as it is.
   *
   * @param entered given the count, on the lane, before the room is told
   * @param refused told if the caller may not hear the room, or the lane is full or closed; the
   *     connection is not counted then
   */
  public void enter(RoomId room, Caller caller, LongConsumer entered, Consumer<Rejected> refused) {
    SessionId session = caller.session();
    Participant participant = new Participant(room, caller.sender());
    if (participants.putIfAbsent(session, participant) != null) {
      return;
    }
    Consumer<Rejected> uncounted =
        why -> {
          participants.remove(session, participant);
          refused.accept(why);
        };
    messages.inOrder(
        room,
        () ->
            rooms
                .refusal(caller, Act.READ, room)
                .ifPresentOrElse(uncounted, () -> count(participant, session, entered)),
        uncounted);
  }

  /** Thread: the room's lane. */
  private void count(Participant participant, SessionId session, LongConsumer entered) {
    if (participant.enters()) {
      long count = counts.merge(participant.room, 1L, Long::sum);
      entered.accept(count);
      sink.publish(new ParticipantEntered(participant.room, participant.who, count, session));
    }
  }

  /** Counts a connection no more. */
  public void leave(SessionId session) {
    Participant participant = participants.remove(session);
    if (participant != null) {
      messages.inOrder(
          participant.room,
          () -> {
            if (participant.isTyping()) {
              tellTyping(participant, session, false);
            }
            if (participant.goes()) {
              long count = uncount(participant.room);
              sink.publish(new ParticipantWent(participant.room, participant.who, count, session));
            }
          },
          why -> {
            if (participant.goes()) {
              uncount(participant.room);
            }
          });
    }
  }

  /**
   * Tells the room of a participant that it types, or no longer does: in order with its messages,
   * so that nobody seems to type what has just been read. With a full lane it is not told, nor of
   * one who may not speak there.
   */
  public void types(Caller caller, boolean typing) {
    Participant participant = participants.get(caller.session());
    if (participant != null) {
      messages.inOrder(
          participant.room,
          () -> {
            boolean maySpeak = rooms.refusal(caller, Act.POST, participant.room).isEmpty();
            if (maySpeak || participant.isTyping()) {
              tellTyping(participant, caller.session(), typing && maySpeak);
            }
          },
          why -> {});
    }
  }

  /** Thread: the room's lane. */
  private void tellTyping(Participant participant, SessionId session, boolean typing) {
    if (participant.types(typing)) {
      sink.publish(new TypingChanged(participant.room, participant.who, typing, session));
    }
  }

  /** Takes note of what happened in a room: who was sent away takes part no more. Thread: any. */
  public void hear(RoomEvent event) {
    if (event instanceof MemberLeft left) {
      participants.forEach(
          (session, participant) -> {
            boolean leaves = participant.who.user().equals(left.user());
            if (leaves && participant.room.equals(left.room())) {
              leave(session);
            }
          });
    }
  }

  private long uncount(RoomId room) {
    Long left = counts.computeIfPresent(room, (key, count) -> count == 1 ? null : count - 1);
    return left == null ? 0 : left;
  }
}
