package dev.natter.chat;

class MemoryRoomStoreTest extends RoomStoreContract {
  @Override
  protected RoomStore open() {
    return new MemoryRoomStore();
  }
}
