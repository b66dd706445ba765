package dev.natter.wire;

import dev.natter.chat.TypingChanged;

/** The news of {@code typing:changed}. */
public record TypingNews(String room, PostedMessage.From from, boolean typing) {

  /** The spelling of it. */
  public static TypingNews of(TypingChanged changed) {
    return new TypingNews(
        changed.room().name(),
        new PostedMessage.From(changed.from().user().value(), changed.from().name()),
        changed.typing());
  }
}
