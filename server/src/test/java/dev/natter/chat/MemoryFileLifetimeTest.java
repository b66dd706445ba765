package dev.natter.chat;

class MemoryFileLifetimeTest extends FileLifetimeContract {
  @Override
  protected MessageStore open() {
    return new MemoryMessageStore(clock);
  }

  @Override
  protected FileStore openFiles() {
    return new MemoryFileStore();
  }
}
