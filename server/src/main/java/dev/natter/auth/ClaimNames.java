package dev.natter.auth;

/**
 * Which claims of others' tokens say what. A name with dots leads into objects.
 *
 * @param roles a text or a list: {@code admin}, or a role in every room
 * @param rooms a list of rooms to be a member of, or an object of roles by room
 */
public record ClaimNames(String user, String name, String roles, String rooms) {

  /** {@code sub}, {@code name}, {@code roles} and {@code rooms}. */
  public static ClaimNames defaults() {
    return new ClaimNames("sub", "name", "roles", "rooms");
  }
}
