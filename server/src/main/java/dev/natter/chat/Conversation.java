package dev.natter.chat;

/**
 * What somebody writes with one other.
 *
 * @param room where it is kept
 * @param with the other one
 */
public record Conversation(RoomId room, Correspondent with) {}
