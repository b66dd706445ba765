package dev.natter.chat;

class MemoryUserStoreTest extends UserStoreContract {

  @Override
  protected void open() {
    users = new MemoryUserStore();
    audit = new MemoryAuditStore();
  }
}
