package dev.natter.chat;

import java.util.List;

/**
 * What became of a batch of drafts.
 *
 * @param results one result for each draft, in the drafts' order
 * @param posted what its rooms are to hear, each message once in the life of the store object, in
 *     ascending order of sequence within a room; it also holds messages of an earlier batch whose
 *     fate was unknown until now
 */
public record Appended(List<SendResult> results, List<MessagePosted> posted) {
  public Appended {
    results = List.copyOf(results);
    posted = List.copyOf(posted);
  }
}
