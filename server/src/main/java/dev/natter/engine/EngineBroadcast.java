package dev.natter.engine;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.BroadcastAckCallback;
import com.corundumstudio.socketio.BroadcastOperations;
import com.corundumstudio.socketio.SingleRoomBroadcastOperations;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import com.corundumstudio.socketio.store.MemoryStoreFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast to a namespace or to some of its rooms, with Node's modifiers. Upstream has none of
 * them, spells the event once for each recipient, and gives each a task of its own.
 *
 * <p>Thread: any; immutable.
 */
public final class EngineBroadcast implements BroadcastOperations {

  private final EngineNamespace namespace;
  private final Set<String> rooms;
  private final Set<String> exceptRooms;
  private final boolean onlyWritable;
  private final boolean compressed;

  EngineBroadcast(EngineNamespace namespace, Set<String> rooms) {
    this(namespace, rooms, Set.of(), false, true);
  }

  private EngineBroadcast(
      EngineNamespace namespace,
      Set<String> rooms,
      Set<String> exceptRooms,
      boolean onlyWritable,
      boolean compressed) {
    this.namespace = namespace;
    this.rooms = rooms;
    this.exceptRooms = exceptRooms;
    this.onlyWritable = onlyWritable;
    this.compressed = compressed;
  }

  /** To the members of this room as well. */
  public EngineBroadcast to(String room) {
    return new EngineBroadcast(namespace, plus(rooms, room), exceptRooms, onlyWritable, compressed);
  }

  /** Not to the members of this room, or to the client of this public id. */
  public EngineBroadcast except(String room) {
    return new EngineBroadcast(namespace, rooms, plus(exceptRooms, room), onlyWritable, compressed);
  }

  /** Only to clients that can take it at once. */
  public EngineBroadcast onlyWritable() {
    return new EngineBroadcast(namespace, rooms, exceptRooms, true, compressed);
  }

  /** Whether it may be compressed, which it is by default where that was agreed on. */
  public EngineBroadcast compress(boolean value) {
    return new EngineBroadcast(namespace, rooms, exceptRooms, onlyWritable, value);
  }

  /** Only to this node's clients: which are all that the engine knows of. */
  public EngineBroadcast local() {
    return this;
  }

  private static Set<String> plus(Set<String> names, String name) {
    Set<String> more = new HashSet<>(names);
    more.add(name);
    return Set.copyOf(more);
  }

  @Override
  public Collection<SocketIOClient> getClients() {
    return new ArrayList<>(select(Except.NOBODY));
  }

  private Collection<EngineClient> select(Predicate<SocketIOClient> excluded) {
    Set<EngineClient> selected = new LinkedHashSet<>();
    if (rooms.isEmpty()) {
      namespace.getAllClients().forEach(client -> selected.add((EngineClient) client));
    }
    for (String room : rooms) {
      selected.addAll(namespace.rooms().members(room));
      namespace.byPublicId(room).ifPresent(selected::add);
    }
    selected.removeIf(client -> isExcepted(client) || excluded.test(client));
    return selected;
  }

  private boolean isExcepted(EngineClient client) {
    for (String room : exceptRooms) {
      if (client.isIn(room) || client.publicId().equals(room)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void sendEvent(String name, Object... values) {
    broadcast(name, Arrays.asList(values), Except.NOBODY);
  }

  @Override
  public void sendEvent(String name, SocketIOClient excluded, Object... values) {
    broadcast(name, Arrays.asList(values), new Except(excluded));
  }

  @Override
  public void sendEvent(String name, Predicate<SocketIOClient> excluded, Object... values) {
    broadcast(name, Arrays.asList(values), excluded);
  }

  @Override
  public void send(Packet packet) {
    if (packet.getSubType() != PacketType.EVENT) {
      throw new IllegalArgumentException("Only events are broadcast.");
    }
    List<?> values = packet.getData() == null ? List.of() : packet.<List<?>>getData();
    broadcast(packet.getName(), values, Except.NOBODY);
  }

  private void broadcast(String name, List<?> values, Predicate<SocketIOClient> excluded) {
    PacketWriter.Arguments arguments = namespace.writer().event(name, values);
    EventFrame frame = EventFrame.of(namespace.wireName(), arguments, compressed);
    try {
      broadcast(frame, excluded);
    } finally {
      frame.release();
    }
  }

  /** Nobody, or one client, whom a loop can leave out of several broadcasts at once. */
  record Except(@Nullable SocketIOClient client) implements Predicate<SocketIOClient> {
    static final Except NOBODY = new Except(null);

    @Override
    public boolean test(SocketIOClient other) {
      return other == client;
    }
  }

  /** Sends an event that was spelled beforehand; the frame stays its maker's. */
  void broadcast(EventFrame frame, Predicate<SocketIOClient> excluded) {
    List<Room> targets = targets();
    for (String room : rooms) {
      namespace
          .byPublicId(room)
          .filter(client -> !isExcepted(client) && !excluded.test(client))
          .ifPresent(client -> client.emit(frame));
    }
    if (targets.isEmpty()) {
      return;
    }
    for (EngineLoop loop : namespace.rooms().loops()) {
      if (targets.stream().anyMatch(room -> room.isHeardOn(loop))) {
        frame.retain();
        loop.run(part(loop, targets, frame, excluded));
      }
    }
  }

  private Runnable part(
      EngineLoop loop, List<Room> targets, EventFrame frame, Predicate<SocketIOClient> excluded) {
    return targets.size() == 1
            && exceptRooms.isEmpty()
            && !onlyWritable
            && excluded instanceof Except one
        ? new RoomBroadcast(loop, targets.get(0), frame, (EngineClient) one.client())
        : () -> deliver(loop, targets, frame, excluded);
  }

  private List<Room> targets() {
    Room everyone = namespace.rooms().everyone();
    if (rooms.isEmpty()) {
      return everyone == null ? List.of() : List.of(everyone);
    }
    List<Room> targets = new ArrayList<>(rooms.size());
    for (String name : rooms) {
      Room room = namespace.rooms().room(name);
      if (room != null) {
        targets.add(room);
      }
    }
    return targets;
  }

  private void deliver(
      EngineLoop loop, List<Room> targets, EventFrame frame, Predicate<SocketIOClient> excluded) {
    try {
      Set<EngineClient> heard = Collections.newSetFromMap(new IdentityHashMap<>());
      boolean overlapping = targets.size() > 1;
      for (Room room : targets) {
        room.each(
            loop,
            client -> {
              if ((!overlapping || heard.add(client))
                  && (exceptRooms.isEmpty() || !isExcepted(client))
                  && !excluded.test(client)
                  && (!onlyWritable || client.isWritable())) {
                client.hear(frame);
              }
            });
      }
    } finally {
      frame.release();
    }
  }

  @Override
  public void disconnect() {
    select(Except.NOBODY).forEach(EngineClient::disconnect);
  }

  // Answers.

  @Override
  public <T> void sendEvent(String name, Object data, BroadcastAckCallback<T> callback) {
    asking(Except.NOBODY).sendEvent(name, data, callback);
  }

  @Override
  public <T> void sendEvent(
      String name, Object data, SocketIOClient excluded, BroadcastAckCallback<T> callback) {
    asking(new Except(excluded)).sendEvent(name, data, callback);
  }

  @Override
  public <T> void sendEvent(
      String name,
      Object data,
      Predicate<SocketIOClient> excluded,
      BroadcastAckCallback<T> callback) {
    asking(excluded).sendEvent(name, data, callback);
  }

  @Override
  public <T> void send(Packet packet, BroadcastAckCallback<T> callback) {
    asking(Except.NOBODY).send(packet, callback);
  }

  /** Upstream's way of asking, over our clients. */
  private BroadcastOperations asking(Predicate<SocketIOClient> excluded) {
    List<SocketIOClient> asked = new ArrayList<>(select(excluded));
    return new SingleRoomBroadcastOperations(
        namespace.getName(), "", asked, new MemoryStoreFactory());
  }

  /** What clients answered to a broadcast, and whether all of them did in time. */
  public record Replies(List<EventArguments> answers, boolean complete) {}

  /** Asks every client and completes when all have answered, or when the time is over. */
  public CompletionStage<Replies> ask(Duration timeout, String event, Object... values) {
    Collection<EngineClient> asked = select(Except.NOBODY);
    CompletableFuture<Replies> done = new CompletableFuture<>();
    Gathering gathering = new Gathering(asked.size(), done);
    asked.forEach(client -> client.sendEvent(event, timeout, gathering.next(), values));
    gathering.completeIfEmpty();
    return done;
  }

  private static final class Gathering {
    private final List<EventArguments> answers = new ArrayList<>();
    private final CompletableFuture<Replies> done;
    private int open;
    private boolean complete = true;

    Gathering(int open, CompletableFuture<Replies> done) {
      this.open = open;
      this.done = done;
    }

    AckCallback<EventArguments> next() {
      return new AckCallback<>(EventArguments.class) {
        @Override
        public void onSuccess(EventArguments answer) {
          synchronized (Gathering.this) {
            answers.add(answer);
          }
          one(true);
        }

        @Override
        public void onTimeout() {
          one(false);
        }
      };
    }

    private void one(boolean answered) {
      Replies replies;
      synchronized (this) {
        complete &= answered;
        if (--open > 0) {
          return;
        }
        replies = new Replies(List.copyOf(answers), complete);
      }
      done.complete(replies);
    }

    void completeIfEmpty() {
      boolean empty;
      synchronized (this) {
        empty = open == 0 && answers.isEmpty();
      }
      if (empty) {
        done.complete(new Replies(List.of(), true));
      }
    }
  }
}
