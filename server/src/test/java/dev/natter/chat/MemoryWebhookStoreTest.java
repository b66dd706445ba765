package dev.natter.chat;

class MemoryWebhookStoreTest extends WebhookStoreContract {
  @Override
  protected WebhookStore open() {
    return new MemoryWebhookStore();
  }
}
