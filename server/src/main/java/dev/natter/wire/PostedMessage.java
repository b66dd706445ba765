package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.natter.chat.Message;

/**
 * A message as {@code message:posted}, history and REST show it.
 *
 * @param at ISO-8601 in UTC with milliseconds
 * @param body the body's JSON
 * @param clientId the sender's own id of it; left out if it gave none
 */
public record PostedMessage(
    String id,
    String room,
    long sequence,
    String at,
    From from,
    @JsonRawValue String body,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String clientId) {

  /** Who said it. */
  public record From(String id, String name) {}

  /** A message's spelling. */
  public static PostedMessage of(Message message) {
    return new PostedMessage(
        message.id(),
        message.room().name(),
        message.sequence(),
        Timestamp.of(message.at()),
        new From(message.sender().user().value(), message.sender().name()),
        message.body().json(),
        message.key().clientId());
  }
}
