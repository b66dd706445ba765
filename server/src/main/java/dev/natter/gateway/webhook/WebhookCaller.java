package dev.natter.gateway.webhook;

import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RejectCode;
import dev.natter.chat.SendResult;
import dev.natter.chat.StoreException;
import dev.natter.chat.Webhook;
import dev.natter.chat.WebhookId;
import dev.natter.chat.WebhookKind;
import dev.natter.chat.Webhooks;
import dev.natter.wire.WebhookReply;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells every webhook the messages of its room, in their order and one at a time. One that cannot
 * be told is tried again after longer and longer waits, and parked when that was in vain; what it
 * was not told is still in the room, so that it can go on there.
 *
 * <p>Thread: any; it works on threads of its own, and a webhook on one at a time.
 */
public final class WebhookCaller implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int STORE_RETRY_MILLIS = 5_000;

  private final Webhooks webhooks;
  private final WebhookPost post;
  private final WebhookPatience patience;
  private final Consumer<Throwable> faults;
  private final ScheduledThreadPoolExecutor pool;
  private final Map<WebhookId, Turn> turns = new HashMap<>();

  /** What one webhook is at; guarded by the map's monitor. */
  private static final class Turn {
    private boolean again;
    private int failures;
  }

  /**
   * Begins to tell.
   *
   * @param post closed with it
   * @param faults told of what should not have happened
   */
  public WebhookCaller(
      Webhooks webhooks, WebhookPost post, WebhookPatience patience, Consumer<Throwable> faults) {
    this.webhooks = webhooks;
    this.post = post;
    this.patience = patience;
    this.faults = faults;
    this.pool =
        new ScheduledThreadPoolExecutor(
            THREADS,
            body -> {
              Thread thread = new Thread(body, "natter-webhook");
              thread.setDaemon(true);
              return thread;
            });
    webhooks.wake(this::wake);
  }

  /** Ends; what was not told yet is told after the next start. */
  @Override
  public void close() {
    pool.shutdownNow();
    post.close();
  }

  private void wake(WebhookId id) {
    synchronized (turns) {
      Turn busy = turns.get(id);
      if (busy != null) {
        busy.again = true;
        return;
      }
      turns.put(id, new Turn());
    }
    later(id, 0);
  }

  private void later(WebhookId id, long millis) {
    try {
      var unused = pool.schedule(() -> run(id), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      end(id);
    }
  }

  /** Ends a turn, unless there may be something new to tell. */
  private void end(WebhookId id) {
    boolean again = false;
    synchronized (turns) {
      Turn turn = turns.get(id);
      if (turn != null && turn.again && !pool.isShutdown()) {
        again = true;
        turn.again = false;
      } else {
        turns.remove(id);
      }
    }
    if (again) {
      later(id, 0);
    }
  }

  private void run(WebhookId id) {
    try {
      Optional<Webhook> hook = webhooks.active(id);
      if (hook.isEmpty() || tellAll(hook.get())) {
        end(id);
      }
    } catch (StoreException e) {
      later(id, STORE_RETRY_MILLIS);
    } catch (RuntimeException e) {
      faults.accept(e);
      end(id);
    }
  }

  /** Tells what there is; false if that failed and is tried again later. */
  private boolean tellAll(Webhook hook) throws StoreException {
    Webhook state = hook;
    var page = webhooks.next(state);
    while (!page.isEmpty()) {
      for (Message message : page) {
        Optional<String> fault = tell(state, message);
        if (fault.isPresent()) {
          return failed(state, fault.get());
        }
        state = state.delivered(message.sequence());
        succeeded(state.id());
      }
      webhooks.note(state);
      if (webhooks.active(state.id()).isEmpty()) {
        return true;
      }
      page = webhooks.next(state);
    }
    return true;
  }

  /** Why a message could not be told; empty if it was, or is for nobody. */
  private Optional<String> tell(Webhook hook, Message message) {
    if (!Webhooks.concerns(hook, message)) {
      return Optional.empty();
    }
    WebhookPost.Outcome outcome = post.send(hook, message);
    if (outcome.fault().isPresent() || hook.kind() != WebhookKind.COMMAND) {
      return outcome.fault();
    }
    return WebhookReply.body(outcome.answer()).flatMap(body -> reply(hook, message, body));
  }

  private Optional<String> reply(Webhook hook, Message message, MessageBody body) {
    try {
      SendResult result = webhooks.reply(hook, message.sequence(), body).join();
      return result.fold(
          accepted -> Optional.empty(),
          why ->
              why.code() == RejectCode.TOO_LARGE || !why.code().retryable()
                  ? Optional.empty()
                  : Optional.of("Its answer could not be posted: " + why.code() + "."));
    } catch (CompletionException e) {
      faults.accept(e);
      return Optional.empty();
    }
  }

  private void succeeded(WebhookId id) {
    synchronized (turns) {
      Turn turn = turns.get(id);
      if (turn != null) {
        turn.failures = 0;
      }
    }
  }

  private boolean failed(Webhook hook, String why) throws StoreException {
    int failures;
    synchronized (turns) {
      Turn turn = turns.computeIfAbsent(hook.id(), id -> new Turn());
      failures = ++turn.failures;
    }
    boolean forGood = failures > patience.retries();
    webhooks.note(hook.failed(forGood, why));
    if (forGood) {
      synchronized (turns) {
        turns.remove(hook.id());
      }
    } else {
      later(hook.id(), patience.before(failures).toMillis());
    }
    return false;
  }
}
