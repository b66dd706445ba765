package dev.natter.chat;

/** A user hears a room no more. */
public record RoomRemoved(UserId user, RoomId room, Departure why) implements UserEvent {}
