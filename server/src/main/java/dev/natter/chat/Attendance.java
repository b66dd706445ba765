package dev.natter.chat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who is connected, with every device, as the doors tell it. As large as the number of connections.
 *
 * <p>Thread: any.
 */
public final class Attendance {

  private final ConcurrentHashMap<Place, List<Caller>> present = new ConcurrentHashMap<>();

  private record Place(String namespace, UserId user) {}

  /** A session began. */
  public void enter(String namespace, Caller caller) {
    present.merge(
        new Place(namespace, caller.user()),
        List.of(caller),
        (before, one) -> Stream.concat(before.stream(), one.stream()).toList());
  }

  /** A session ended. */
  public void leave(String namespace, Caller caller) {
    present.computeIfPresent(
        new Place(namespace, caller.user()),
        (place, sessions) -> {
          List<Caller> rest =
              sessions.stream().filter(one -> !one.session().equals(caller.session())).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  /** A session goes by another name from now on. */
  public void rename(String namespace, Caller caller) {
    present.computeIfPresent(
        new Place(namespace, caller.user()),
        (place, sessions) ->
            sessions.stream()
                .map(one -> one.session().equals(caller.session()) ? caller : one)
                .toList());
  }

  /** The sessions of a user, in the order in which they began. */
  public List<Caller> sessions(String namespace, UserId user) {
    return present.getOrDefault(new Place(namespace, user), List.of());
  }

  /** What a user that is connected is called. */
  Optional<String> name(String namespace, UserId user) {
    return sessions(namespace, user).stream().map(caller -> caller.sender().name()).findFirst();
  }

  /** The address of a user that is connected; empty if it is not. */
  String address(String namespace, UserId user) {
    return sessions(namespace, user).stream().map(Caller::address).findFirst().orElse("");
  }
}
