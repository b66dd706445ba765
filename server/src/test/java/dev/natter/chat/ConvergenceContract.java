package dev.natter.chat;

import static dev.natter.chat.Outcomes.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/**
 * Several clients post, edit, delete and react at random, and lose their connections; whoever comes
 * back catches up by sequence and change. At the end everybody has what the store has.
 */
@Timeout(120)
public abstract class ConvergenceContract {

  private static final long SEED = 20261122;
  private static final int CLIENTS = 5;
  private static final int STEPS = 120;
  private static final List<RoomId> ROOMS = List.of(new RoomId("/", "a"), new RoomId("/", "b"));
  private static final AtomicInteger ROUND = new AtomicInteger();

  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private MessageStore store = new ScriptedStore();
  private Messages messages = messages();

  /** Opens the store under test, on data that is empty at the beginning of each test. */
  protected abstract MessageStore open() throws Exception;

  @BeforeEach
  void start() throws Exception {
    messages.close(Duration.ZERO);
    store = open();
    messages = messages();
  }

  @AfterEach
  void stop() {
    messages.close(Duration.ofSeconds(10));
    store.close();
    assertThat(faults).isEmpty();
  }

  private Messages messages() {
    return new Messages(
        store,
        new Rooms(),
        event -> clients.forEach(client -> client.hear(event)),
        ChatLimits.defaults(),
        System::nanoTime,
        faults::add);
  }

  @RepeatedTest(3)
  void everyClientEndsWithWhatTheStoreHas() throws Exception {
    long seed = SEED + ROUND.incrementAndGet();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Client(i, new Random(seed * CLIENTS + i)));
    }
    clients.get(0).connect();
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    List<Callable<Integer>> work = new ArrayList<>();
    clients.forEach(client -> work.add(client::run));
    int kept = 0;
    for (Future<Integer> done : pool.invokeAll(work)) {
      kept += done.get();
    }
    pool.shutdown();

    assertThat(kept).as("seed %d", seed).isGreaterThan(CLIENTS * STEPS / 4);
    for (RoomId room : ROOMS) {
      List<Message> all = history(room);
      for (Client client : clients) {
        client.connect();
        client.process();
        assertThat(client.view(room).messages.values())
            .as("client %d in room %s, seed %d", client.number, room.name(), seed)
            .containsExactlyElementsOf(all);
      }
      assertThat(clients.get(0).heard(room))
          .as("who stayed heard every change once and in order, seed %d", seed)
          .isEqualTo(newest(room));
    }
  }

  private List<Message> history(RoomId room) throws StoreException {
    List<Message> all = new ArrayList<>();
    HistoryPage page;
    do {
      long after = all.isEmpty() ? 0 : all.get(all.size() - 1).sequence();
      page = store.history(new HistoryQuery(room, after, Long.MAX_VALUE, 100));
      all.addAll(page.messages());
    } while (page.more());
    return all;
  }

  private long newest(RoomId room) throws StoreException {
    return history(room).stream().mapToLong(Message::change).max().orElse(0);
  }

  /** What a client has of a room. */
  private static final class View {
    final TreeMap<Long, Message> messages = new TreeMap<>();
    long change;

    /** A message with a smaller change is one that was overtaken on its way. */
    void apply(Message message) {
      messages.merge(
          message.sequence(), message, (old, now) -> now.change() >= old.change() ? now : old);
    }

    long last() {
      return messages.isEmpty() ? 0 : messages.lastKey();
    }
  }

  private final class Client {
    final int number;
    private final Random random;
    private final Caller caller;
    private final ConcurrentLinkedQueue<RoomEvent> inbox = new ConcurrentLinkedQueue<>();
    private final Set<RoomId> seats = ConcurrentHashMap.newKeySet();
    private final Map<RoomId, View> views = new HashMap<>();
    private final Map<RoomId, Long> heard = new HashMap<>();

    Client(int number, Random random) {
      this.number = number;
      this.random = random;
      this.caller =
          new Caller(
              new Sender(UserId.account("u" + number), "User " + number),
              Standing.USER,
              number == 1 ? Map.of("*", Role.MODERATOR) : Map.of(),
              new SessionId("s" + number),
              "");
    }

    View view(RoomId room) {
      return views.computeIfAbsent(room, key -> new View());
    }

    /** The newest change heard live, as long as none was left out. */
    long heard(RoomId room) {
      return heard.getOrDefault(room, 0L);
    }

    /** Thread: lane. */
    void hear(RoomEvent event) {
      if (seats.contains(event.room())) {
        inbox.add(event);
      }
    }

    /** Random steps; tells how many of its operations were kept. */
    int run() {
      int kept = 0;
      for (int step = 0; step < STEPS; step++) {
        int dice = random.nextInt(20);
        if (number > 0 && dice == 0) {
          seats.clear();
          inbox.clear();
        } else if (number > 0 && dice == 1) {
          connect();
        } else if (operate(dice)) {
          kept++;
        }
        process();
      }
      return kept;
    }

    private boolean operate(int dice) {
      RoomId room = ROOMS.get(random.nextInt(ROOMS.size()));
      View view = view(room);
      long target = view.last() == 0 ? 1 : 1 + random.nextInt((int) view.last());
      if (dice < 8) {
        MessageBody body = new MessageBody("\"" + number + "/" + random.nextInt() + "\"");
        return messages
            .send(
                caller,
                new Draft(room, caller.sender(), body, IdempotencyKey.NONE, caller.session()))
            .join()
            .fold(accepted -> true, rejected -> false);
      }
      if (dice < 12) {
        return kept(messages.edit(caller, room, target, new MessageBody("" + random.nextInt(9))));
      }
      if (dice < 13) {
        return kept(messages.delete(caller, room, target));
      }
      Emoji emoji = new Emoji("e" + random.nextInt(3));
      return kept(messages.react(caller, room, target, emoji, random.nextInt(3) > 0));
    }

    private boolean kept(CompletableFuture<Answer<Message>> answer) {
      return answer.join().fold(message -> true, rejected -> false);
    }

    /** Hears every room, and asks for what it missed. */
    void connect() {
      for (RoomId room : ROOMS) {
        RoomPosition position = given(messages.arrange(caller, room, () -> seats.add(room)));
        View view = view(room);
        boolean isNew = view.messages.isEmpty();
        HistoryPage page;
        do {
          page =
              given(
                  messages.history(caller, new HistoryQuery(room, view.last(), Long.MAX_VALUE, 7)));
          page.messages().forEach(view::apply);
        } while (page.more());
        if (isNew) {
          view.change = position.change();
        } else if (view.change < position.change()) {
          catchUp(room, view);
        }
      }
    }

    private void catchUp(RoomId room, View view) {
      ChangesPage page;
      do {
        page = given(messages.changes(caller, new ChangesQuery(room, view.change, 5)));
        page.messages().forEach(view::apply);
        view.change = page.change();
      } while (page.more());
    }

    /** Applies what it heard live. */
    void process() {
      for (RoomEvent event = inbox.poll(); event != null; event = inbox.poll()) {
        View view = view(event.room());
        if (event instanceof MessagePosted posted) {
          view.apply(posted.message());
        } else if (event instanceof MessageChanged changed) {
          Message message = changed.message();
          view.apply(message);
          heard.computeIfPresent(
              event.room(), (room, last) -> message.change() == last + 1 ? last + 1 : last);
          heard.putIfAbsent(event.room(), message.change() == 1 ? 1L : Long.MIN_VALUE);
          if (message.change() == view.change + 1) {
            view.change++;
          } else if (message.change() > view.change) {
            catchUp(event.room(), view);
          }
        }
      }
    }
  }
}
