package dev.natter.chat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where accounts live. Guarantees of every implementation, checked by {@code UserStoreContract}: no
 * two accounts share a {@link Account#nameKey}, not even of two added at once; of two changes of
 * one account made at once only one holds.
 *
 * <p>Thread: any that may block, for at most the store's own time limit.
 */
public interface UserStore {

  /**
   * Adds an account.
   *
   * @return whether its name was free
   */
  boolean add(Account account) throws StoreException;

  /** The account of that id. */
  Optional<Account> account(UserId id) throws StoreException;

  /** The account whose name has that skeleton. */
  Optional<Account> named(String nameKey) throws StoreException;

  /**
   * Puts a changed account in the place of the one with the revision before it. Its name stays.
   *
   * @return whether that one was there
   */
  boolean replace(Account changed) throws StoreException;

  /** Removes an account; tells whether it was there. */
  boolean remove(UserId id) throws StoreException;

  /** Accounts in the order of their {@link Account#nameKey}, after one; empty for the first. */
  List<Account> page(String afterKey, int limit) throws StoreException;

  /** The bots of an owner, at most so many. */
  List<Account> bots(UserId owner, int limit) throws StoreException;

  /** Notes when users were last seen; an earlier time than the one that is known is ignored. */
  void seen(Map<UserId, Instant> times) throws StoreException;

  /** When users were last seen; those of whom nothing is known are left out. */
  Map<UserId, Instant> lastSeen(Collection<UserId> users) throws StoreException;

  /**
   * The secret that tokens are signed with: the first that was ever proposed to this store.
   *
   * @param proposed taken if there is none yet
   */
  byte[] signingKey(byte[] proposed) throws StoreException;
}
