package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.auth.Admission;
import dev.natter.chat.Conversation;
import dev.natter.chat.Correspondent;
import dev.natter.chat.Correspondents;
import dev.natter.chat.Draft;
import dev.natter.chat.HistoryPage;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.Messages;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.Room;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomInvited;
import dev.natter.chat.SendResult;
import dev.natter.chat.UserEvent;
import dev.natter.chat.UserId;
import dev.natter.engine.EventArguments;
import dev.natter.engine.EventFrame;
import dev.natter.fanout.Audience;
import dev.natter.fanout.Broadcast;
import dev.natter.wire.Dialect;
import dev.natter.wire.MalformedException;
import dev.natter.wire.PrivateMessaging;
import dev.natter.wire.PrivateMessaging.Contact;
import dev.natter.wire.PrivateMessaging.Introduction;
import dev.natter.wire.PrivateMessaging.Note;
import dev.natter.wire.Spelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clients of Socket.IO's private messaging example, and the audience of what two of them write
 * to each other. What such a client keeps as its session's id is the token by which a guest comes
 * back as the same. One that has just come is told who there is, with what was written since ever;
 * what comes meanwhile waits for that.
 *
 * <p>Thread: any.
 */
final class PrivateMessages implements Audience {

  /** The newest messages with each that a client is told when it comes. */
  private static final int MOST_PER_CONTACT = HistoryQuery.MAX_LIMIT;

  /** The most characters of body that a client is told when it comes, all contacts together. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  private final Correspondents correspondents;
  private final Messages messages;
  private final MessageEvents messageEvents;
  private final Replies replies;
  private final ConcurrentHashMap<Session, PrivateDesk> desks = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RoomId, Set<PrivateDesk>> listeners = new ConcurrentHashMap<>();

  PrivateMessages(
      Correspondents correspondents,
      Messages messages,
      MessageEvents messageEvents,
      Replies replies) {
    this.correspondents = correspondents;
    this.messages = messages;
    this.messageEvents = messageEvents;
    this.replies = replies;
  }

  /** Whether somebody who introduced itself so is one whom its client knows by name. */
  static boolean recognises(Admission admission, Introduction introduction) {
    UserId anybody = UserId.guest(admission.caller().session().value());
    return !introduction.username().isEmpty() || !admission.caller().user().equals(anybody);
  }

  /** A refusal in the words by which its clients ask for a name again, where another may help. */
  static Rejected refusal(Rejected why) {
    boolean another = why.code() == RejectCode.UNAUTHORIZED || why.code() == RejectCode.NAME_TAKEN;
    return another ? unnamed() : why;
  }

  static Rejected unnamed() {
    return new Rejected(RejectCode.UNAUTHORIZED, PrivateMessaging.INVALID_USERNAME);
  }

  /**
   * Lets somebody in who was recognised.
   *
   * @param key by which it comes back
   */
  void enter(Session session, String key) {
    Correspondent who = correspondents.enter(session.namespace(), session.caller().sender());
    PrivateDesk desk = new PrivateDesk(session, who);
    desks.put(session, desk);
    desk.emit(new PrivateMessaging.Opened(key, who.user().value()).spelling());
    tellOthers(desk, Contact.of(who, true, List.of()).spelling());
    var unused =
        correspondents
            .conversations(session.caller(), session.namespace())
            .thenAccept(answer -> introduce(desk, answer.fold(all -> all, why -> List.of())));
  }

  private void introduce(PrivateDesk desk, List<Conversation> conversations) {
    conversations.forEach(one -> listen(desk, one));
    Map<UserId, List<Message>> found = new ConcurrentHashMap<>();
    CompletableFuture<?>[] reads =
        conversations.stream().map(one -> read(desk, one, found)).toArray(CompletableFuture[]::new);
    var unused =
        CompletableFuture.allOf(reads)
            .handle((done, fault) -> introduce(desk, conversations, found));
  }

  /** Reads what was written with one; a room that cannot be read now is left out. */
  private CompletableFuture<Boolean> read(
      PrivateDesk desk, Conversation one, Map<UserId, List<Message>> found) {
    HistoryQuery query =
        new HistoryQuery(one.room(), HistoryQuery.NO_BOUND, Long.MAX_VALUE, MOST_PER_CONTACT);
    return messages
        .history(desk.session().caller(), query)
        .thenApply(answer -> answer.fold(page -> keep(found, one, page), why -> false));
  }

  private static boolean keep(
      Map<UserId, List<Message>> found, Conversation one, HistoryPage page) {
    found.put(one.with().user(), page.messages());
    return true;
  }

  private boolean introduce(
      PrivateDesk desk, List<Conversation> conversations, Map<UserId, List<Message>> written) {
    Map<UserId, Correspondent> all = new LinkedHashMap<>();
    conversations.forEach(one -> all.put(one.with().user(), one.with()));
    correspondents.known(desk.namespace()).forEach(one -> all.put(one.user(), one));
    List<Contact> contacts = new ArrayList<>();
    Map<RoomId, Long> read = new HashMap<>();
    int characters = MOST_CHARACTERS;
    for (Correspondent other : all.values()) {
      Deque<Note> notes = new ArrayDeque<>();
      List<Message> messages = written.getOrDefault(other.user(), List.of());
      for (int i = messages.size() - 1; i >= 0; i--) {
        Message message = messages.get(i);
        read.merge(message.room(), message.sequence(), Math::max);
        characters -= message.body().json().length();
        if (characters >= 0) {
          notes.addFirst(desk.note(message));
        }
      }
      boolean connected = correspondents.isConnected(desk.namespace(), other.user());
      contacts.add(Contact.of(other, connected, List.copyOf(notes)));
    }
    desk.begin(PrivateMessaging.users(contacts), read);
    return true;
  }

  void send(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    PrivateMessaging.Letter letter = PrivateMessaging.Letter.read(MessageEvents.texts(arguments));
    messageEvents.recognise(Dialect.PRIVATE_MESSAGE, session);
    PrivateDesk desk = desks.get(session);
    if (desk == null) {
      throw new MalformedException("Say 'auth.username' when you connect.");
    }
    var unused =
        correspondents
            .open(session.caller(), session.namespace(), letter.to())
            .thenCompose(
                answer ->
                    answer.fold(
                        room -> send(desk, room, letter),
                        why -> CompletableFuture.<SendResult>completedFuture(why)))
            .thenAccept(result -> replies.answer(ack, Dialect.PRIVATE_MESSAGE, result));
  }

  private CompletableFuture<SendResult> send(
      PrivateDesk from, Room room, PrivateMessaging.Letter letter) {
    Session session = from.session();
    Correspondent other = new Correspondent(letter.to(), "");
    for (PrivateDesk desk : desks.values()) {
      if (desk.namespace().equals(from.namespace())) {
        if (desk.user().equals(from.user())) {
          listen(desk, new Conversation(room.id(), other));
        } else if (desk.user().equals(letter.to())) {
          listen(desk, new Conversation(room.id(), from.who()));
        }
      }
    }
    return messages.send(
        session.caller(),
        new Draft(
            room.id(),
            session.caller().sender(),
            letter.content(),
            IdempotencyKey.NONE,
            session.id()));
  }

  private void listen(PrivateDesk desk, Conversation conversation) {
    desk.whileThere(
        () -> {
          if (desk.writesWith(conversation)) {
            listeners.compute(
                conversation.room(),
                (room, known) -> {
                  Set<PrivateDesk> all = known == null ? ConcurrentHashMap.newKeySet() : known;
                  all.add(desk);
                  return all;
                });
          }
        });
  }

  @Override
  public void hear(Broadcast broadcast) {
    if (broadcast.room().isDirect() && broadcast.event() instanceof MessagePosted posted) {
      for (PrivateDesk desk : listeners.getOrDefault(broadcast.room(), Set.of())) {
        if (!desk.session().id().equals(posted.origin())) {
          desk.hear(posted.message());
        }
      }
    }
  }

  @Override
  public void tell(UserEvent event) {
    if (event instanceof RoomInvited invited && invited.room().isDirect()) {
      Correspondent by = new Correspondent(invited.by().user(), invited.by().name());
      desks.values().stream()
          .filter(desk -> desk.namespace().equals(invited.room().namespace()))
          .filter(desk -> desk.user().equals(invited.user()))
          .forEach(desk -> listen(desk, new Conversation(invited.room(), by)));
    }
  }

  /** Takes leave of a session, if it was one of these. */
  void dismiss(Session session) {
    PrivateDesk desk = desks.remove(session);
    if (desk != null) {
      desk.close()
          .forEach(
              room ->
                  listeners.computeIfPresent(
                      room,
                      (key, listening) -> {
                        listening.remove(desk);
                        return listening.isEmpty() ? null : listening;
                      }));
      if (!correspondents.isConnected(desk.namespace(), desk.user())) {
        tellOthers(desk, PrivateMessaging.gone(desk.who()));
      }
    }
  }

  private void tellOthers(PrivateDesk one, Spelling spelling) {
    EventFrame frame = SocketIoAudience.frame(one.session().lobby(), spelling);
    desks.values().stream()
        .filter(desk -> desk != one && desk.namespace().equals(one.namespace()))
        .forEach(desk -> desk.session().client().emit(frame));
    frame.release();
  }
}
