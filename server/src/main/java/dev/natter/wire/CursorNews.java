package dev.natter.wire;

import dev.natter.chat.CursorMoved;

/** The news of {@code read:moved} and {@code delivered:moved}. */
public record CursorNews(String room, String user, long sequence) {

  /** The spelling of it. */
  public static CursorNews of(CursorMoved moved) {
    return new CursorNews(moved.room().name(), moved.user().value(), moved.sequence());
  }
}
