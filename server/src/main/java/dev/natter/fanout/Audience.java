package dev.natter.fanout;

import dev.natter.chat.UserEvent;

/** The listeners of one door on this node. */
public interface Audience {

  /**
   * Lets the listeners of its room hear what happened. Those who are slow, gone or broken are the
   * audience's own affair: nothing is thrown, nobody else is held up.
   *
   * <p>Thread: the room's lane; returns at once. Calls for one room come in the order in which its
   * listeners are to hear it.
   */
  void hear(Broadcast broadcast);

  /**
   * Tells all devices of one user that listen at this door. A door whose dialects have no word for
   * it tells nobody.
   *
   * <p>Thread: any; returns at once.
   */
  default void tell(UserEvent event) {}

  /**
   * Runs something that lets listeners hear a number of things; they may hear all of it at its end.
   *
   * <p>Thread: the caller's.
   */
  default void together(Runnable telling) {
    telling.run();
  }
}
