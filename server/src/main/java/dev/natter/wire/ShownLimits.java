package dev.natter.wire;

import dev.natter.chat.ChatLimits;
import dev.natter.chat.FileLimits;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.RateSettings;
import dev.natter.chat.References;

/**
 * Of what a client is refused more, so that it can say so before it asks.
 *
 * @param bodyBytes of a message's body as JSON in UTF-8
 * @param rooms joined at once by one session
 * @param page messages of history at once
 * @param files with one message
 * @param uploadBytes of one file
 * @param eventsPerSecond of one session; 0 for any
 */
public record ShownLimits(
    int bodyBytes, int rooms, int page, int files, int uploadBytes, int eventsPerSecond) {

  /** Those that are in force. */
  public static ShownLimits of(ChatLimits chat, FileLimits files, RateSettings rates) {
    return new ShownLimits(
        chat.maxBodyBytes(),
        chat.maxRooms(),
        HistoryQuery.MAX_LIMIT,
        References.MAX_FILES,
        files.maxBytes(),
        (int) rates.event().perSecond());
  }
}
