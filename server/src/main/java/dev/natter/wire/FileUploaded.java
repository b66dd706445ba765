package dev.natter.wire;

import dev.natter.chat.StoredFile;

/**
 * The answer to an upload: what a message names in its {@code files} is the id.
 *
 * @param size in bytes
 */
public record FileUploaded(String id, String room, String name, String type, long size, String at) {

  /** The answer for a file. */
  public static FileUploaded of(StoredFile file) {
    return new FileUploaded(
        file.id().value(),
        file.room().name(),
        file.name().value(),
        file.type().value(),
        file.size(),
        Timestamp.of(file.at()));
  }
}
