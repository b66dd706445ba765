package dev.natter.terminal;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * A client in the {@code natter} dialect on the official Java client. It comes back by itself when
 * the connection breaks, and then hears what it has missed.
 *
 * <p>Thread: any; messages are heard on the client's own thread.
 */
public final class ChatClient implements AutoCloseable {

  private static final int PAGE = 200;

  private final Socket socket;
  private final String server;
  private final Duration patience;
  private final Consumer<Heard> listener;
  private final CompletableFuture<Void> entered = new CompletableFuture<>();

  /** The sequence that was told last, and the greatest that was heard of. Thread: the client's. */
  private long last;

  private long newest;
  private boolean catchingUp;

  private ChatClient(Place place, Duration patience, Consumer<Heard> listener) {
    this.server = place.server().toString();
    this.patience = patience;
    this.listener = listener;
    Map<String, String> auth = new HashMap<>(Map.of("dialect", "natter"));
    given(auth, "room", place.room());
    given(auth, "name", place.name());
    given(auth, "token", place.token());
    IO.Options options =
        IO.Options.builder().setForceNew(true).setPath(place.path()).setAuth(auth).build();
    socket = IO.socket(URI.create(place.server() + place.namespace()), options);
    socket.on(Socket.EVENT_CONNECT, arguments -> entered());
    socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> refused(arguments[0]));
    socket.on("message:posted", arguments -> hear((JSONObject) arguments[0]));
  }

  private static void given(Map<String, String> auth, String name, String value) {
    if (!value.isEmpty()) {
      auth.put(name, value);
    }
  }

  /**
   * Connects and waits until the server lets it in.
   *
   * @param patience how long to wait for that and for each answer
   * @param listener told of each message, in order and once
   * @throws TalkException if the server is not there or does not let it in
   */
  public static ChatClient connect(Place place, Duration patience, Consumer<Heard> listener)
      throws TalkException {
    ChatClient client = new ChatClient(place, patience, listener);
    try {
      client.socket.connect();
      await(client.entered, patience, "The server does not answer at " + place.server() + ".");
      return client;
    } catch (TalkException e) {
      client.close();
      throw e;
    }
  }

  /** Where it is connected. */
  public String server() {
    return server;
  }

  /** Posts a text; returns when the server has kept it. */
  public void say(String text) throws TalkException {
    Map<String, String> message = Map.of("body", text, "clientId", UUID.randomUUID().toString());
    CompletableFuture<JSONObject> answer = new CompletableFuture<>();
    socket.emit("message:send", new Object[] {new JSONObject(message)}, answering(answer));
    JSONObject told = await(answer, patience, "The server did not answer in time.");
    if (!told.optBoolean("ok")) {
      throw new TalkException(told.optString("message", "The server refused it."));
    }
  }

  private static Ack answering(CompletableFuture<JSONObject> answer) {
    return values -> answer.complete((JSONObject) values[0]);
  }

  private void entered() {
    if (!entered.complete(null) && last > 0) {
      catchUp();
    }
  }

  /** Takes what is said now; after a gap, what is missing comes first. */
  private void hear(JSONObject message) {
    long sequence = message.optLong("sequence");
    newest = Math.max(newest, sequence);
    if (last == 0 || sequence == last + 1) {
      tell(message);
    } else if (sequence > last) {
      catchUp();
    }
  }

  private void catchUp() {
    if (!catchingUp) {
      catchingUp = true;
      JSONObject query = new JSONObject(Map.of("after", last, "limit", PAGE));
      socket.emit(
          "history", new Object[] {query}, (Ack) values -> caughtUp((JSONObject) values[0]));
    }
  }

  private void caughtUp(JSONObject page) {
    catchingUp = false;
    JSONArray messages = page.optJSONArray("messages");
    int count = messages == null ? 0 : messages.length();
    for (int i = 0; messages != null && i < count; i++) {
      tell(messages.optJSONObject(i));
    }
    if (count > 0 && (page.optBoolean("more") || newest > last)) {
      catchUp();
    }
  }

  private void tell(JSONObject message) {
    Heard heard = Heard.of(message);
    if (heard.sequence() > last) {
      last = heard.sequence();
      listener.accept(heard);
    }
  }

  /** A refusal is final; a server that is not there may come. */
  private void refused(Object why) {
    if (why instanceof JSONObject refusal) {
      entered.completeExceptionally(
          new TalkException(refusal.optString("message", "The server refuses the connection.")));
    }
  }

  private static <T> T await(CompletableFuture<T> answer, Duration patience, String late)
      throws TalkException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable refusal = e.getCause();
      throw new TalkException(refusal == null ? late : String.valueOf(refusal.getMessage()));
    } catch (TimeoutException e) {
      throw new TalkException(late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TalkException("It was interrupted.");
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
