package dev.natter.chat;

import java.time.Clock;

class MemoryConvergenceTest extends ConvergenceContract {
  @Override
  protected MessageStore open() {
    return new MemoryMessageStore(Clock.systemUTC());
  }
}
