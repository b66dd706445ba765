package dev.natter.chat;

/** Where the chat tells users what concerns them alone. */
@FunctionalInterface
public interface UserEventSink {

  /**
   * Tells all devices of a user.
   *
   * <p>Thread: any; returns at once.
   */
  void tell(UserEvent event);
}
