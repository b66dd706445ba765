package dev.natter.chat;

import java.util.List;

/**
 * Part of a list.
 *
 * @param next what to ask with for what follows; empty at the end
 */
public record Listing<T>(List<T> items, String next) {

  /** The most items of one page. */
  public static final int MAX_LIMIT = 200;

  public Listing {
    items = List.copyOf(items);
  }
}
