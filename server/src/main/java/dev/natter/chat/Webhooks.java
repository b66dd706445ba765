package dev.natter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The webhooks of rooms. One that is told something is a reader of its room with a place of its own
 * in the sequence: nothing waits for it in memory, nothing is left out, and a restart goes on where
 * it stopped. Who owns a room sets them up, so they also speak where only those who run it do.
 *
 * <p>Thread: any; futures complete on a thread of its own or a lane.
 */
public final class Webhooks implements RoomEventSink, AutoCloseable {

  /** The most webhooks of one room. */
  public static final int MAX_OF_ROOM = 20;

  /** The most that are told something, over all rooms. */
  public static final int MAX_TOLD = 10_000;

  private static final Rejected NOWHERE =
      new Rejected(RejectCode.NOT_FOUND, "There is no such webhook.");
  private static final Rejected NOT_ADMIN =
      new Rejected(RejectCode.FORBIDDEN, "Only who administers the server may do this.");
  private static final Rejected FULL =
      new Rejected(RejectCode.LIMIT_REACHED, "There are too many webhooks here.");

  private static final int SECRET_BYTES = 24;
  private static final int PAGE = 50;
  private static final int WORKERS = 2;
  private static final int MAX_WAITING = 1_000;

  private final WebhookStore store;
  private final MessageStore history;
  private final Messages messages;
  private final Rooms rooms;
  private final WorkPool pool;
  private final Map<WebhookId, Webhook> told = new ConcurrentHashMap<>();
  private final Map<RoomId, Set<WebhookId>> byRoom = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private volatile Consumer<WebhookId> waker = id -> {};

  /**
   * Webhooks that are kept in a store, which is read now.
   *
   * @param history where they read what they are told
   * @param messages where they post
   * @param faults told of what should not have happened
   * @throws StoreException if the store does not answer
   */
  public Webhooks(
      WebhookStore store,
      MessageStore history,
      Messages messages,
      Rooms rooms,
      Consumer<Throwable> faults)
      throws StoreException {
    this.store = store;
    this.history = history;
    this.messages = messages;
    this.rooms = rooms;
    this.pool = new WorkPool("natter-hook", WORKERS, MAX_WAITING, faults);
    store.told(MAX_TOLD).forEach(this::remember);
  }

  /** What somebody wants to set up. */
  public record Wish(WebhookKind kind, String name, String address, String command) {}

  /**
   * One that was set up.
   *
   * @param secret shown this once: what signs, or what the address to post to ends with
   */
  public record Made(Webhook webhook, String secret) {}

  /** Wakes who tells them, when there may be something to tell. */
  public void wake(Consumer<WebhookId> how) {
    waker = how;
    told.keySet().forEach(how);
  }

  /** Sets one up; it is told what is posted from now on. */
  public CompletableFuture<Answer<Made>> add(Caller caller, RoomId room, Wish wish) {
    return pool.run(
        () -> {
          Optional<Rejected> refusal = rooms.refusal(caller, Act.ADMINISTER, room);
          if (refusal.isPresent()) {
            return new Answer.Refused<>(refusal.get());
          }
          if (store.of(room).size() >= MAX_OF_ROOM || told.size() >= MAX_TOLD) {
            return new Answer.Refused<>(FULL);
          }
          String secret = random();
          boolean in = wish.kind() == WebhookKind.IN;
          Webhook made =
              new Webhook(
                  new WebhookId(random()),
                  room,
                  wish.kind(),
                  wish.name(),
                  in ? "" : wish.address(),
                  wish.command(),
                  in ? digest(secret) : secret,
                  newest(room),
                  false,
                  "");
          store.keep(made);
          remember(made);
          return new Answer.Given<>(new Made(made, secret));
        });
  }

  /** Those of a room. */
  public CompletableFuture<Answer<List<Webhook>>> list(Caller caller, RoomId room) {
    return pool.run(
        () -> {
          Optional<Rejected> refusal = rooms.refusal(caller, Act.ADMINISTER, room);
          return refusal.isPresent()
              ? new Answer.Refused<>(refusal.get())
              : new Answer.Given<>(store.of(room).stream().map(this::newestState).toList());
        });
  }

  /** For administrators: all that are parked. */
  public CompletableFuture<Answer<List<Webhook>>> parked(Caller caller) {
    List<Webhook> parked = told.values().stream().filter(Webhook::parked).toList();
    return CompletableFuture.completedFuture(
        caller.isAdmin() ? new Answer.Given<>(parked) : new Answer.Refused<>(NOT_ADMIN));
  }

  /** Removes one. */
  public CompletableFuture<Answer<Webhook>> remove(Caller caller, RoomId room, WebhookId id) {
    return change(
        caller,
        room,
        id,
        hook -> {
          store.remove(id);
          forget(hook);
          return hook;
        });
  }

  /**
   * Lets a parked one be told again.
   *
   * @param skip whether it goes on with what is posted from now on, and not where it stopped
   */
  public CompletableFuture<Answer<Webhook>> resume(
      Caller caller, RoomId room, WebhookId id, boolean skip) {
    return change(
        caller,
        room,
        id,
        hook -> {
          Webhook resumed = hook.resumed(skip ? newest(room) : hook.delivered());
          note(resumed);
          waker.accept(id);
          return resumed;
        });
  }

  /** Posts as the webhook whose secret this is. */
  public CompletableFuture<SendResult> post(String secret, MessageBody body, String clientId) {
    return pool.run(() -> found(store.ofSecret(digest(secret))))
        .thenCompose(
            answer ->
                answer.fold(
                    hook -> post(hook, body, clientId),
                    why -> CompletableFuture.<SendResult>completedFuture(why)));
  }

  /** Posts what a command answered to a message; the same answer twice is one message. */
  public CompletableFuture<SendResult> reply(Webhook hook, long sequence, MessageBody body) {
    return post(hook, body, "reply-" + sequence);
  }

  /** One that is told something, as it stands now; empty once it is removed or parked. */
  public Optional<Webhook> active(WebhookId id) {
    return Optional.ofNullable(told.get(id)).filter(hook -> !hook.parked());
  }

  /**
   * The next messages of its room, whether they are for it or not.
   *
   * <p>Thread: one that may block.
   */
  public List<Message> next(Webhook hook) throws StoreException {
    return history
        .history(new HistoryQuery(hook.room(), hook.delivered(), Long.MAX_VALUE, PAGE))
        .messages();
  }

  /**
   * Whether a message is for a webhook: those of webhooks are for none, lest they talk for ever.
   */
  public static boolean concerns(Webhook hook, Message message) {
    boolean said = !message.isDeleted() && !message.sender().user().isHook();
    String start = "\"" + hook.command();
    String body = message.body().json();
    return said
        && (hook.kind() == WebhookKind.OUT
            || body.equals(start + "\"")
            || body.startsWith(start + " "));
  }

  /**
   * Keeps what became of one.
   *
   * <p>Thread: one that may block.
   */
  public void note(Webhook hook) throws StoreException {
    if (told.replace(hook.id(), hook) != null) {
      store.update(hook);
    }
  }

  /** Hears that there is something to tell. */
  @Override
  public void publish(RoomEvent event) {
    if (event instanceof MessagePosted) {
      for (WebhookId id : byRoom.getOrDefault(event.room(), Set.of())) {
        if (active(id).isPresent()) {
          waker.accept(id);
        }
      }
    }
  }

  /** Takes nothing more. */
  @Override
  public void close() {
    pool.close();
  }

  /** What is done to a webhook by whoever runs its room. */
  @FunctionalInterface
  private interface Change {
    Webhook made(Webhook hook) throws StoreException;
  }

  private CompletableFuture<Answer<Webhook>> change(
      Caller caller, RoomId room, WebhookId id, Change change) {
    return pool.run(
        () -> {
          Optional<Rejected> refusal = rooms.refusal(caller, Act.ADMINISTER, room);
          Optional<Webhook> hook = store.find(id).filter(found -> found.room().equals(room));
          if (refusal.isPresent() || hook.isEmpty()) {
            return new Answer.Refused<>(refusal.orElse(NOWHERE));
          }
          return new Answer.Given<>(change.made(newestState(hook.get())));
        });
  }

  private CompletableFuture<SendResult> post(Webhook hook, MessageBody body, String clientId) {
    Caller caller =
        new Caller(
            hook.sender(),
            Standing.BOT,
            Map.of(hook.room().name(), Role.MODERATOR),
            SessionId.NONE,
            "");
    IdempotencyKey key =
        clientId.isEmpty()
            ? IdempotencyKey.NONE
            : new IdempotencyKey("hook:" + hook.id().value() + ":" + clientId);
    return messages.send(caller, new Draft(hook.room(), hook.sender(), body, key, SessionId.NONE));
  }

  private static Answer<Webhook> found(Optional<Webhook> hook) {
    return hook.<Answer<Webhook>>map(Answer.Given::new)
        .orElseGet(() -> new Answer.Refused<>(NOWHERE));
  }

  private long newest(RoomId room) throws StoreException {
    List<Message> last =
        history
            .history(new HistoryQuery(room, HistoryQuery.NO_BOUND, Long.MAX_VALUE, 1))
            .messages();
    return last.isEmpty() ? 0 : last.get(0).sequence();
  }

  private Webhook newestState(Webhook stored) {
    return told.getOrDefault(stored.id(), stored);
  }

  private void remember(Webhook hook) {
    if (hook.isTold()) {
      told.put(hook.id(), hook);
      byRoom.computeIfAbsent(hook.room(), room -> ConcurrentHashMap.newKeySet()).add(hook.id());
    }
  }

  private void forget(Webhook hook) {
    told.remove(hook.id());
    byRoom.computeIfPresent(
        hook.room(),
        (room, ids) -> {
          ids.remove(hook.id());
          return ids.isEmpty() ? null : ids;
        });
  }

  private String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String digest(String secret) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
