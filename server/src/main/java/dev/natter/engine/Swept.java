package dev.natter.engine;

/**
 * Something with deadlines that its event loop looks at now and then, so that it needs no timer of
 * its own.
 *
 * <p>Thread: its event loop.
 */
@FunctionalInterface
interface Swept {

  /** What to answer when nothing is due. */
  Runnable NOTHING = () -> {};

  /** What is to be done now, once all others were asked as well. */
  Runnable due(long nowNanos);

  /**
   * How long nothing can be due, if nothing begins that has another deadline; whoever begins
   * something has it watched again. By default it is asked in every sweep.
   */
  default long nanosLeft(long nowNanos) {
    return 0;
  }
}
