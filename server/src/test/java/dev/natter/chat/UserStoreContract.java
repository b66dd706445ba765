package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link UserStore} and {@link AuditStore} promises. */
public abstract class UserStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

  protected UserStore users = new MemoryUserStore();
  protected AuditStore audit = new MemoryAuditStore();

  /** Opens both. */
  protected abstract void open() throws Exception;

  @BeforeEach
  void openBoth() throws Exception {
    open();
  }

  @Test
  void anAccountIsFoundByIdAndByWhatItsNameLooksLike() throws Exception {
    Account ada = account("a1", "Ada");
    assertThat(users.add(ada)).isTrue();

    assertThat(users.account(ada.id())).contains(ada);
    assertThat(users.named(Skeleton.of("\u0430da"))).contains(ada);
    assertThat(users.named(Skeleton.of("Eda"))).isEmpty();
    assertThat(users.account(UserId.account("none"))).isEmpty();
  }

  @Test
  void aNameThatLooksLikeATakenOneIsTaken() throws Exception {
    users.add(account("a1", "Ada"));

    assertThat(users.add(account("a2", "\u0410d\u0430"))).isFalse();
    assertThat(users.account(UserId.account("a2"))).isEmpty();
  }

  @Test
  void ofManyWhoTakeOneNameAtOnceOneGetsIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> taken = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Account account = account("a" + i, "Ada");
      taken.add(threads.submit(() -> users.add(account)));
    }

    int count = 0;
    for (Future<Boolean> one : taken) {
      count += one.get() ? 1 : 0;
    }
    threads.shutdown();
    assertThat(count).isEqualTo(1);
  }

  @Test
  void ofTwoChangesOfTheSameOnlyOneHolds() throws Exception {
    Account ada = account("a1", "Ada");
    users.add(ada);

    assertThat(users.replace(ada.withPassword("new"))).isTrue();
    assertThat(users.replace(ada.withStanding(Standing.ADMIN))).isFalse();
    assertThat(users.account(ada.id())).contains(ada.withPassword("new"));
    assertThat(users.replace(account("a9", "Bob").withoutTokens())).isFalse();
  }

  @Test
  void aRemovedAccountsNameIsFree() throws Exception {
    users.add(account("a1", "Ada"));

    assertThat(users.remove(UserId.account("a1"))).isTrue();
    assertThat(users.remove(UserId.account("a1"))).isFalse();
    assertThat(users.add(account("a2", "Ada"))).isTrue();
  }

  @Test
  void accountsAreReadPageByPage() throws Exception {
    for (String name : List.of("carl", "Ada", "bob")) {
      users.add(account(name, name));
    }

    List<Account> first = users.page("", 2);
    assertThat(first).extracting(Account::name).containsExactly("Ada", "bob");
    assertThat(users.page(first.get(1).nameKey(), 2))
        .extracting(Account::name)
        .containsExactly("carl");
  }

  @Test
  void botsAreFoundByTheirOwner() throws Exception {
    UserId ada = UserId.account("a1");
    Account bot =
        new Account(UserId.account("b1"), "helper", Standing.BOT, "", 1, Optional.of(ada), NOW, 1);
    users.add(account("a1", "Ada"));
    users.add(bot);

    assertThat(users.bots(ada, 10)).containsExactly(bot);
    assertThat(users.bots(UserId.account("b1"), 10)).isEmpty();
  }

  @Test
  void theLatestTimeSomebodyWasSeenIsKept() throws Exception {
    UserId ada = UserId.account("a1");
    UserId bob = UserId.subject("bob");
    users.seen(Map.of(ada, NOW, bob, NOW));
    users.seen(Map.of(ada, NOW.plusSeconds(5), bob, NOW.minusSeconds(5)));
    users.seen(Map.of());

    assertThat(users.lastSeen(Set.of(ada, bob, UserId.subject("eve"))))
        .isEqualTo(Map.of(ada, NOW.plusSeconds(5), bob, NOW));
  }

  @Test
  void theFirstKeyIsTheKey() throws Exception {
    assertThat(users.signingKey(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
    assertThat(users.signingKey(new byte[] {4, 5, 6})).containsExactly(1, 2, 3);
  }

  @Test
  void whatLooksLikeAnOperatorIsAName() throws Exception {
    assertThat(users.named("{\"$ne\":\"\"}")).isEmpty();
    assertThat(users.account(new UserId("user:$where"))).isEmpty();
  }

  @Test
  void auditEntriesAreReadNewestFirst() throws Exception {
    List<AuditEntry> entries = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      entries.add(
          new AuditEntry(
              NOW.plusSeconds(i),
              "user:a1",
              "room:ban",
              "user:$b",
              "/",
              "red",
              "10.0.0.1",
              "done"));
    }
    audit.append(entries.subList(0, 3));
    audit.append(entries.subList(3, 5));

    Listing<AuditEntry> newest = audit.page("", 2);
    assertThat(newest.items()).containsExactly(entries.get(4), entries.get(3));
    Listing<AuditEntry> older = audit.page(newest.next(), 3);
    assertThat(older.items()).containsExactly(entries.get(2), entries.get(1), entries.get(0));
    assertThat(audit.page(older.next(), 3).items()).isEmpty();
  }

  @Test
  void auditEntriesOfOneMomentAreEachReadOnce() throws Exception {
    List<AuditEntry> entries = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      entries.add(new AuditEntry(NOW, "user:a" + i, "room:ban", "", "", "", "", "done"));
    }
    audit.append(entries);

    List<AuditEntry> read = new ArrayList<>();
    Listing<AuditEntry> page = audit.page("", 2);
    read.addAll(page.items());
    while (!page.next().isEmpty()) {
      page = audit.page(page.next(), 2);
      read.addAll(page.items());
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(entries);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "x", "{\"$gt\":\"\"}", "12-34", "-1", "99999999999999999999"})
  void whatIsNoCursorIsNoFault(String cursor) throws Exception {
    assertThat(audit.page(cursor, 1).items()).isEmpty();
  }

  private static Account account(String id, String name) {
    return new Account(
        UserId.account(id), name, Standing.USER, "hash", 1, Optional.empty(), NOW, 1);
  }
}
