package dev.natter.chat;

class MemoryFileStoreTest extends FileStoreContract {
  @Override
  protected FileStore open() {
    return new MemoryFileStore();
  }
}
