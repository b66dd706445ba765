package dev.natter.engine;

/**
 * Something that concerns one client alone, such as its answer: it keeps its place among what that
 * client hears, but what others hear need not wait for it.
 *
 * <p>Thread: the client's loop.
 */
record ClientTask(EngineClient client, Runnable body) implements Runnable {

  @Override
  public void run() {
    body.run();
  }
}
