package dev.natter.chat;

/**
 * The public id of one connection's life in one namespace; never an Engine.IO id.
 *
 * @param value empty only for {@link #NONE}
 */
public record SessionId(String value) {

  /** No connection: what came by HTTP, or from a store that found it again. */
  public static final SessionId NONE = new SessionId("");
}
