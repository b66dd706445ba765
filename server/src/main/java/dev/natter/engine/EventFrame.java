package dev.natter.engine;

/**
 * An event, spelled once and shared by all sockets that hear it. Its maker releases it when every
 * broadcast of it was asked for.
 *
 * <p>Thread: any.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EventFrame {

  private EventFrame() {}

  /**
   * An event of one namespace.
   *
   * @param namespace {@code /} or {@code /name}
   * @param argumentsJson the arguments, each a JSON text, taken as it is
   */
  public static EventFrame of(String namespace, String event, String... argumentsJson) {
    throw new UnsupportedOperationException(namespace + event + argumentsJson.length);
  }

  /** Gives up the maker's share. */
  public void release() {}
}
