package dev.natter.chat;

import java.time.Duration;

/**
 * How much the chat takes.
 *
 * @param maxBodyBytes the most bytes of a message body as JSON text in UTF-8
 * @param maxRooms the most rooms that one session may have joined
 * @param lanes on how many threads rooms are ordered and stored; a room has one of them
 * @param laneDrafts the most drafts that wait on one lane
 * @param laneBytes the most bytes of body that wait on one lane
 * @param batch the most drafts that go to the store at once
 * @param linger how long a lane that is kept busy waits for more, so that it goes to the store less
 *     often; zero for never
 * @param patience how long a draft may wait on its lane before it is refused
 * @param pageCharacters the most characters of body in one page of history, though a page has
 *     always a message
 * @param readers on how many threads history is read
 * @param waitingReads the most reads that wait for one of them
 */
public record ChatLimits(
    int maxBodyBytes,
    int maxRooms,
    int lanes,
    int laneDrafts,
    long laneBytes,
    int batch,
    Duration linger,
    Duration patience,
    int pageCharacters,
    int readers,
    int waitingReads) {

  public ChatLimits {
    if (maxBodyBytes < 1
        || maxRooms < 1
        || lanes < 1
        || laneDrafts < 1
        || laneBytes < maxBodyBytes
        || batch < 1
        || pageCharacters < 1
        || readers < 1
        || waitingReads < 1
        || linger.isNegative()
        || patience.isNegative()) {
      throw new IllegalArgumentException("every limit of the chat is positive");
    }
  }

  /** The same with another largest body, and another number of rooms that a session may join. */
  public ChatLimits with(int bodyBytes, int rooms) {
    return new ChatLimits(
        bodyBytes,
        rooms,
        lanes,
        laneDrafts,
        laneBytes,
        batch,
        linger,
        patience,
        Math.max(pageCharacters, bodyBytes),
        readers,
        waitingReads);
  }

  /** What the design measured with: two lanes, batches of 500, 1.5 seconds of patience. */
  public static ChatLimits defaults() {
    return new ChatLimits(
        64 * 1024,
        100,
        2,
        20_000,
        32L << 20,
        500,
        Duration.ofMillis(2),
        Duration.ofMillis(1500),
        400_000,
        4,
        1_000);
  }
}
