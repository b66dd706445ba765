package dev.natter.chat;

import java.util.List;
import java.util.Optional;

/**
 * Where webhooks live; every implementation passes {@code WebhookStoreContract}.
 *
 * <p>Thread: any that may block; a call takes at most the store's own time limit.
 */
public interface WebhookStore {

  /** Keeps a new one, or the newest state of one that is there. */
  void keep(Webhook webhook) throws StoreException;

  /** Keeps the newest state of one, unless it has been removed. */
  void update(Webhook webhook) throws StoreException;

  Optional<Webhook> find(WebhookId id) throws StoreException;

  /** The one that posts by a secret, whose digest this is. */
  Optional<Webhook> ofSecret(String digest) throws StoreException;

  /** Those of a room. */
  List<Webhook> of(RoomId room) throws StoreException;

  /** All that are told something, parked ones included; at most that many. */
  List<Webhook> told(int limit) throws StoreException;

  void remove(WebhookId id) throws StoreException;
}
