package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.natter.chat.EarlierBody;
import dev.natter.chat.RoomId;
import java.util.List;

/** The answer to {@code message:edits}: what a message said before, the eldest first. */
public record EditsAck(boolean ok, String room, long sequence, List<Edit> edits) {

  /** A body, and when the message began to say it. */
  public record Edit(@JsonRawValue String body, String at) {}

  /** The answer for a message. */
  public static EditsAck of(RoomId room, long sequence, List<EarlierBody> earlier) {
    return new EditsAck(
        true,
        room.name(),
        sequence,
        earlier.stream()
            .map(body -> new Edit(body.body().json(), Timestamp.of(body.at())))
            .toList());
  }
}
