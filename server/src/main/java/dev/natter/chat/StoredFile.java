package dev.natter.chat;

import java.time.Instant;

/**
 * What is known of an uploaded file; its content is read in parts.
 *
 * @param room where it may be shown: who reads the room may read the file
 * @param owner who uploaded it
 * @param size in bytes
 */
public record StoredFile(
    FileId id, RoomId room, UserId owner, FileName name, MediaType type, long size, Instant at) {}
