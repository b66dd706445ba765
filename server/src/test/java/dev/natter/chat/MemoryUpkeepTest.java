package dev.natter.chat;

class MemoryUpkeepTest extends UpkeepContract {
  @Override
  protected MessageStore open() {
    return new MemoryMessageStore(clock);
  }
}
