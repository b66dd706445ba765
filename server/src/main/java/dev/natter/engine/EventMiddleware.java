package dev.natter.engine;

/** Asked about every event before listeners hear it; what one does not let pass is dropped. */
@FunctionalInterface
public interface EventMiddleware {

  /**
   * Whether listeners may hear the event.
   *
   * <p>Thread: that of listeners.
   */
  boolean passes(EngineClient client, String event, EventArguments arguments) throws Exception;
}
