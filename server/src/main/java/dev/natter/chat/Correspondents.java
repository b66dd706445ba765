package dev.natter.chat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Users who write to each other one by one, for vocabularies that know no rooms. What two of them
 * write is kept in their direct room, and with whom somebody has written is told by its
 * memberships; of all others who may be written to only those are known who came since the process
 * began, and beyond {@value #MAX_KNOWN} the one who came longest ago is forgotten.
 *
 * <p>Thread: any – guarded by its monitor.
 */
public final class Correspondents {

  /** The most that are known. */
  static final int MAX_KNOWN = 10_000;

  /** The most that one is told of. */
  static final int MAX_LISTED = 1_000;

  /** The most conversations that one is told of. */
  static final int MAX_CONVERSATIONS = 100;

  private static final Rejected ALONE =
      new Rejected(RejectCode.BAD_REQUEST, "A private message is for somebody else.");

  private final RoomDesk desk;
  private final Messages messages;
  private final Map<Address, Correspondent> known = new LinkedHashMap<>();

  private record Address(String namespace, UserId user) {}

  /** Nobody yet. */
  public Correspondents(RoomDesk desk, Messages messages) {
    this.desk = desk;
    this.messages = messages;
  }

  /** Somebody came. */
  public synchronized Correspondent enter(String namespace, Sender who) {
    Correspondent one = new Correspondent(who.user(), who.name());
    Address address = new Address(namespace, who.user());
    known.remove(address);
    known.put(address, one);
    if (known.size() > MAX_KNOWN) {
      Iterator<Address> longestAgoFirst = known.keySet().iterator();
      longestAgoFirst.next();
      longestAgoFirst.remove();
    }
    return one;
  }

  /** Those who came to a namespace, the newest first, {@value #MAX_LISTED} at most. */
  public synchronized List<Correspondent> known(String namespace) {
    List<Correspondent> newestLast = new ArrayList<>();
    known.forEach(
        (address, who) -> {
          if (address.namespace().equals(namespace)) {
            newestLast.add(who);
          }
        });
    List<Correspondent> newestFirst = new ArrayList<>();
    for (int i = newestLast.size() - 1; i >= 0 && newestFirst.size() < MAX_LISTED; i--) {
      newestFirst.add(newestLast.get(i));
    }
    return newestFirst;
  }

  /** Whether somebody has a connection, whatever it speaks. */
  public boolean isConnected(String namespace, UserId user) {
    return !desk.names().attendance().sessions(namespace, user).isEmpty();
  }

  /** With whom somebody has written, {@value #MAX_CONVERSATIONS} at most. */
  public CompletableFuture<Answer<List<Conversation>>> conversations(
      Caller caller, String namespace) {
    return messages.read(
        () -> {
          List<Conversation> found = new ArrayList<>();
          RoomStore store = desk.rooms().book().store();
          for (Member own :
              store.memberships(namespace, caller.user(), RoomId.DIRECT, MAX_CONVERSATIONS)) {
            if (own.room().isDirect()) {
              for (Member one : store.members(own.room(), Role.MEMBER, "", 2)) {
                if (!one.user().equals(caller.user())) {
                  found.add(
                      new Conversation(own.room(), new Correspondent(one.user(), one.name())));
                }
              }
            }
          }
          return new Answer.Given<>(found);
        });
  }

  /** Opens the room that somebody shares with another one, who need not be there. */
  public CompletableFuture<Answer<Room>> open(Caller caller, String namespace, UserId to) {
    if (to.equals(caller.user())) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(ALONE));
    }
    return find(namespace, to)
        .map(one -> desk.changes().openDirect(caller, namespace, new Sender(to, one.name())))
        .orElseGet(() -> desk.changes().openDirect(caller, namespace, to));
  }

  private synchronized Optional<Correspondent> find(String namespace, UserId user) {
    return Optional.ofNullable(known.get(new Address(namespace, user)));
  }
}
