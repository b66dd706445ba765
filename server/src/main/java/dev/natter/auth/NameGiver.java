package dev.natter.auth;

import dev.natter.chat.AccountName;
import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.GuestNames;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Skeleton;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import dev.natter.chat.UserStore;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives guests names that nobody else has who is there, no account has, and that are not reserved.
 *
 * <p>Thread: one that may block, but for {@link #unnamed}.
 */
final class NameGiver {

  private static final int MAX_SUFFIX = 99;
  private static final int GUEST_ID_CHARS = 6;

  /** Why a guest gets no name. */
  static final Rejected TAKEN =
      new Rejected(
          RejectCode.NAME_TAKEN, "This name is taken, or looks like one that is. Choose another.");

  private final GuestNaming naming;
  private final GuestNames names;
  private final UserStore users;

  NameGiver(GuestNaming naming, GuestNames names, UserStore users) {
    this.naming = naming;
    this.names = names;
    this.users = users;
  }

  /** A name made of the guest's id, of as many characters as make it nobody else's. */
  Optional<String> unnamed(String namespace, UserId user) {
    String id = user.value();
    for (int length = Math.min(GUEST_ID_CHARS, id.length()); length <= id.length(); length += 4) {
      String name = "guest-" + id.substring(0, length);
      if (names.take(namespace, name, user)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /**
   * A name like the one that a guest asks for, or that one itself; taken for it.
   *
   * @return empty if it can have none like it
   */
  Optional<String> named(String namespace, UserId user, String wanted) throws StoreException {
    if (Skeleton.of(wanted).isEmpty()) {
      return Optional.empty();
    }
    int tries = naming == GuestNaming.SUFFIX ? MAX_SUFFIX : 1;
    for (int number = 1; number <= tries; number++) {
      String suffix = number == 1 ? "" : "-" + number;
      String name = cut(wanted, Sender.MAX_NAME_LENGTH - suffix.length()) + suffix;
      if (isFree(name, user) && names.take(namespace, name, user)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** A guest without a connection, whose name is nobody else's at this moment. */
  Answer<Caller> passerBy(Knock knock) throws StoreException {
    UserId user = UserId.guest(UUID.randomUUID().toString());
    Optional<String> name = named(knock.namespace(), user, knock.name());
    name.ifPresent(taken -> names.giveBack(knock.namespace(), taken, user));
    return name.<Answer<Caller>>map(
            free ->
                new Answer.Given<>(
                    Caller.guest(new Sender(user, free), SessionId.NONE, knock.address())))
        .orElseGet(() -> new Answer.Refused<>(TAKEN));
  }

  /** Whether a guest may be called that, as far as accounts and reserved names are concerned. */
  private boolean isFree(String name, UserId user) throws StoreException {
    String key = Skeleton.of(name);
    boolean others = AccountName.isReserved(name) && !name.equals(ownName(user));
    return !others && users.named(key).isEmpty();
  }

  /** The name of a guest that does not say one. */
  static String ownName(UserId user) {
    String id = user.value();
    return "guest-" + id.substring(0, Math.min(GUEST_ID_CHARS, id.length()));
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end).strip();
  }
}
