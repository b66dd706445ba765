package dev.natter.chat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Accounts in memory; a restart forgets them.
 *
 * <p>Thread: any – guarded by itself.
 */
public final class MemoryUserStore implements UserStore {

  /** The most users whose last time is kept; the one seen longest ago goes first. */
  private static final int MAX_SEEN = 100_000;

  private final Map<UserId, Account> accounts = new HashMap<>();
  private final TreeMap<String, UserId> ids = new TreeMap<>();
  private final LinkedHashMap<UserId, Instant> seen = new LinkedHashMap<>();
  private byte[] key = new byte[0];

  @Override
  public synchronized boolean add(Account account) {
    if (ids.putIfAbsent(account.nameKey(), account.id()) != null) {
      return false;
    }
    accounts.put(account.id(), account);
    return true;
  }

  @Override
  public synchronized Optional<Account> account(UserId id) {
    return Optional.ofNullable(accounts.get(id));
  }

  @Override
  public synchronized Optional<Account> named(String nameKey) {
    return Optional.ofNullable(ids.get(nameKey)).flatMap(this::account);
  }

  @Override
  public synchronized boolean replace(Account changed) {
    Account kept = accounts.get(changed.id());
    if (kept == null || kept.revision() != changed.revision() - 1) {
      return false;
    }
    accounts.put(changed.id(), changed);
    return true;
  }

  @Override
  public synchronized boolean remove(UserId id) {
    Account removed = accounts.remove(id);
    if (removed != null) {
      ids.remove(removed.nameKey());
    }
    seen.remove(id);
    return removed != null;
  }

  @Override
  public synchronized List<Account> page(String afterKey, int limit) {
    return ids.tailMap(afterKey, false).values().stream()
        .limit(limit)
        .flatMap(id -> account(id).stream())
        .toList();
  }

  @Override
  public synchronized List<Account> bots(UserId owner, int limit) {
    return ids.values().stream()
        .flatMap(id -> account(id).stream())
        .filter(account -> account.owner().equals(Optional.of(owner)))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void seen(Map<UserId, Instant> times) {
    times.forEach(
        (user, time) -> {
          Instant known = seen.remove(user);
          seen.put(user, known != null && known.isAfter(time) ? known : time);
          if (seen.size() > MAX_SEEN) {
            seen.remove(seen.keySet().iterator().next());
          }
        });
  }

  @Override
  public synchronized Map<UserId, Instant> lastSeen(Collection<UserId> users) {
    Map<UserId, Instant> known = new HashMap<>();
    for (UserId user : users) {
      Instant time = seen.get(user);
      if (time != null) {
        known.put(user, time);
      }
    }
    return known;
  }

  @Override
  public synchronized byte[] signingKey(byte[] proposed) {
    if (key.length == 0) {
      key = proposed.clone();
    }
    return key.clone();
  }
}
