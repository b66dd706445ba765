package dev.natter.chat;

import java.util.List;

/**
 * What became of a batch of amendments.
 *
 * @param results one for each amendment, in their order: the message as it stands then
 * @param changed what its rooms are to hear, in ascending order of change within a room; it also
 *     holds changes of an earlier batch whose fate was unknown until now
 */
public record Amended(List<Answer<Message>> results, List<MessageChanged> changed) {
  public Amended {
    results = List.copyOf(results);
    changed = List.copyOf(changed);
  }
}
