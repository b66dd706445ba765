package dev.natter.wire;

/**
 * What a server allows, for clients that adapt to it.
 *
 * @param version of Natter
 */
public record ShownServer(String version, Auth auth, Limits limits) {

  /**
   * Who is let in, and how.
   *
   * @param guests whether everybody is, as a guest
   * @param accounts whether those are who sign in to an account here
   * @param register whether anybody may make one
   * @param tokens whether those are who bring a token of an issuer that is trusted
   */
  public record Auth(boolean guests, boolean accounts, boolean register, boolean tokens) {}

  /**
   * The limits that a client can keep by itself.
   *
   * @param bodyBytes of a message's body as JSON in UTF-8
   * @param fileBytes of one file
   * @param pageMessages the most messages of one page of history
   * @param rooms that one session may have joined
   */
  public record Limits(
      int bodyBytes,
      int fileBytes,
      int pageMessages,
      int rooms,
      int nameLength,
      int passwordMin,
      int passwordMax) {}
}
