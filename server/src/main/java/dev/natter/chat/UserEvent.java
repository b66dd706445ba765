package dev.natter.chat;

/** Something that all devices of one user are to hear, wherever they listen. */
public sealed interface UserEvent permits RoomInvited, RoomRemoved, UnreadChanged {

  /** Who is to hear it. */
  UserId user();

  /** The room it is about, whose namespace is where it is heard. */
  RoomId room();
}
