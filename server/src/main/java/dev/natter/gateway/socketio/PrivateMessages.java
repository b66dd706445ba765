package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Caller;
import dev.natter.chat.Correspondent;
import dev.natter.chat.Correspondents;
import dev.natter.chat.HistoryPage;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.Message;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserId;
import dev.natter.engine.EventArguments;
import dev.natter.engine.EventFrame;
import dev.natter.fanout.Audience;
import dev.natter.fanout.Broadcast;
import dev.natter.wire.Dialect;
import dev.natter.wire.MalformedException;
import dev.natter.wire.PrivateMessaging;
import dev.natter.wire.PrivateMessaging.Contact;
import dev.natter.wire.PrivateMessaging.Note;
import dev.natter.wire.Spelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The clients of Socket.IO's private messaging example, and the audience of what two of them write
 * to each other. A client that has just come is told who there is, with what was written since
 * ever; what comes meanwhile waits for that.
 *
 * <p>Thread: any.
 */
final class PrivateMessages implements Audience {

  /** The newest messages with each that a client is told when it comes. */
  private static final int MOST_PER_CONTACT = HistoryQuery.MAX_LIMIT;

  /** The most characters of body that a client is told when it comes, all contacts together. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  /** The most messages that wait for a client to be told who there is. */
  private static final int MOST_WAITING = 1_000;

  /** With how many of those it has written a client is told the messages. */
  private static final int MOST_READ = 100;

  private final Correspondents correspondents;
  private final Messages messages;
  private final MessageEvents messageEvents;
  private final Replies replies;
  private final ConcurrentHashMap<SessionId, Desk> desks = new ConcurrentHashMap<>();

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

  /** A connection of somebody's. */
  private static final class Desk {
    private final Session session;
    private final Correspondent who;
    private final Caller caller;

    /** What waits until the client knows who there is. Guarded by the desk. */
    private List<Message> waiting = new ArrayList<>();

    private boolean ready;

    private Desk(Session session, Correspondent who) {
      this.session = session;
      this.who = who;
      Sender sender = new Sender(who.user(), who.name());
      this.caller = Caller.guest(sender, session.id(), session.caller().address());
    }

    private void emit(Spelling spelling) {
      EventFrame frame = SocketIoAudience.frame(session.lobby(), spelling);
      session.client().emit(frame);
      frame.release();
    }
  }

  /** Whether somebody who introduces itself so can be let in. */
  boolean recognises(String namespace, PrivateMessaging.Introduction introduction) {
    return !introduction.username().isEmpty()
        || correspondents.find(namespace, introduction.sessionId()).isPresent();
  }

  /** Lets somebody in who was recognised. */
  void enter(Session session, PrivateMessaging.Introduction introduction) {
    String namespace = session.namespace();
    Correspondent who =
        correspondents
            .find(namespace, introduction.sessionId())
            .orElseGet(() -> correspondents.welcome(namespace, introduction.username()));
    Desk desk = new Desk(session, who);
    correspondents.connected(who);
    desks.put(session.id(), desk);
    desk.emit(new PrivateMessaging.Opened(who.key(), who.user().value()).spelling());
    tellOthers(desk, Contact.of(who, true, List.of()).spelling());
    var unused = written(desk).thenAccept(written -> introduce(desk, written));
  }

  /** What was written with each, by user; a room that cannot be read now is left out. */
  private CompletableFuture<Map<UserId, List<Message>>> written(Desk desk) {
    Map<UserId, List<Message>> found = new ConcurrentHashMap<>();
    CompletableFuture<?>[] reads =
        correspondents.partners(desk.who).entrySet().stream()
            .limit(MOST_READ)
            .map(partner -> read(desk, partner.getKey(), partner.getValue(), found))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(reads).handle((done, fault) -> found);
  }

  private CompletableFuture<Boolean> read(
      Desk desk, UserId partner, RoomId room, Map<UserId, List<Message>> found) {
    HistoryQuery query =
        new HistoryQuery(room, HistoryQuery.NO_BOUND, Long.MAX_VALUE, MOST_PER_CONTACT);
    return messages
        .history(desk.caller, query)
        .thenApply(answer -> answer.fold(page -> keep(found, partner, page), why -> false));
  }

  private static boolean keep(Map<UserId, List<Message>> found, UserId partner, HistoryPage page) {
    found.put(partner, page.messages());
    return true;
  }

  private void introduce(Desk desk, Map<UserId, List<Message>> written) {
    List<Contact> contacts = new ArrayList<>();
    Map<RoomId, Long> read = new HashMap<>();
    int characters = MOST_CHARACTERS;
    for (Correspondent other : correspondents.known(desk.who)) {
      Deque<Note> notes = new ArrayDeque<>();
      List<Message> all = written.getOrDefault(other.user(), List.of());
      for (int i = all.size() - 1; i >= 0; i--) {
        Message message = all.get(i);
        read.merge(message.room(), message.sequence(), Math::max);
        characters -= message.body().json().length();
        if (characters >= 0) {
          notes.addFirst(Note.of(message, receiver(message, desk.who.user(), other.user())));
        }
      }
      contacts.add(Contact.of(other, correspondents.isConnected(other), List.copyOf(notes)));
    }
    synchronized (desk) {
      desk.emit(PrivateMessaging.users(contacts));
      for (Message message : desk.waiting) {
        if (message.sequence() > read.getOrDefault(message.room(), 0L)) {
          deliver(desk, message);
        }
      }
      desk.waiting = List.of();
      desk.ready = true;
    }
  }

  private static UserId receiver(Message message, UserId one, UserId other) {
    return message.sender().user().equals(one) ? other : one;
  }

  void send(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    PrivateMessaging.Letter letter = PrivateMessaging.Letter.read(MessageEvents.texts(arguments));
    messageEvents.recognise(Dialect.PRIVATE_MESSAGE, session);
    Desk desk = desks.get(session.id());
    if (desk == null) {
      throw new MalformedException("Say 'auth.username' when you connect.");
    }
    var unused =
        correspondents
            .send(desk.who, desk.caller, letter.to(), letter.content())
            .thenAccept(result -> replies.answer(ack, Dialect.PRIVATE_MESSAGE, result));
  }

  @Override
  public void hear(Broadcast broadcast) {
    if (broadcast.room().isDirect()
        && !desks.isEmpty()
        && broadcast.event() instanceof MessagePosted posted) {
      Message message = posted.message();
      UserId from = message.sender().user();
      Optional<UserId> to = correspondents.other(message.room(), from);
      if (to.isPresent()) {
        of(message.room().namespace(), List.of(from, to.get()))
            .filter(desk -> !desk.session.id().equals(posted.origin()))
            .forEach(desk -> hear(desk, message));
      }
    }
  }

  private void hear(Desk desk, Message message) {
    synchronized (desk) {
      if (desk.ready) {
        deliver(desk, message);
      } else if (desk.waiting.size() < MOST_WAITING) {
        desk.waiting.add(message);
      } else {
        desk.session.client().closeConnection("Too much waits for you. Come back.");
      }
    }
  }

  private void deliver(Desk desk, Message message) {
    correspondents
        .other(message.room(), message.sender().user())
        .ifPresent(to -> desk.emit(Note.of(message, to).spelling()));
  }

  private Stream<Desk> of(String namespace, List<UserId> users) {
    return desks.values().stream()
        .filter(desk -> desk.who.namespace().equals(namespace))
        .filter(desk -> users.contains(desk.who.user()));
  }

  /** Takes leave of a session, if it was one of these. */
  void dismiss(Session session) {
    Desk desk = desks.remove(session.id());
    if (desk != null && correspondents.disconnected(desk.who)) {
      tellOthers(desk, PrivateMessaging.gone(desk.who));
    }
  }

  private void tellOthers(Desk one, Spelling spelling) {
    EventFrame frame = SocketIoAudience.frame(one.session.lobby(), spelling);
    desks.values().stream()
        .filter(desk -> desk != one && desk.who.namespace().equals(one.who.namespace()))
        .forEach(desk -> desk.session.client().emit(frame));
    frame.release();
  }
}
