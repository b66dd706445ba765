package dev.natter.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Webhooks in this process's memory.
 *
 * <p>Thread: any – guarded by its monitor.
 */
public final class MemoryWebhookStore implements WebhookStore {

  private final Map<WebhookId, Webhook> webhooks = new LinkedHashMap<>();

  @Override
  public synchronized void keep(Webhook webhook) {
    webhooks.put(webhook.id(), webhook);
  }

  @Override
  public synchronized void update(Webhook webhook) {
    webhooks.replace(webhook.id(), webhook);
  }

  @Override
  public synchronized Optional<Webhook> find(WebhookId id) {
    return Optional.ofNullable(webhooks.get(id));
  }

  @Override
  public Optional<Webhook> ofSecret(String digest) {
    return which(hook -> !hook.isTold() && hook.secret().equals(digest)).stream().findFirst();
  }

  @Override
  public List<Webhook> of(RoomId room) {
    return which(hook -> hook.room().equals(room));
  }

  @Override
  public List<Webhook> told(int limit) {
    return which(Webhook::isTold).stream().limit(limit).toList();
  }

  @Override
  public synchronized void remove(WebhookId id) {
    webhooks.remove(id);
  }

  private synchronized List<Webhook> which(Predicate<Webhook> wanted) {
    return webhooks.values().stream().filter(wanted).toList();
  }
}
