package dev.natter.wire;

import dev.natter.chat.Caller;
import dev.natter.chat.Draft;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import java.util.Map;

/**
 * What a client asks to post, read from whatever its dialect says it with.
 *
 * @param clientId the client's own id of the message; empty if it gave none
 * @param room the room it named; empty if it named none
 */
public record SendMessage(MessageBody body, String clientId, String room) {

  /** Reads {@code {room?, body, clientId?}}. */
  static SendMessage natter(String json, Dialect dialect) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    String body = properties.get("body");
    if (body == null) {
      throw new MalformedException("'body' is missing.");
    }
    return new SendMessage(
        new MessageBody(body, dialect.wireName()),
        Properties.text(properties, "clientId", IdempotencyKey.MAX_CLIENT_ID_LENGTH),
        Properties.text(properties, "room", RoomId.MAX_LENGTH));
  }

  /** The draft of it. */
  public Draft draft(RoomId target, Caller caller) {
    return new Draft(
        target, caller.sender(), body, IdempotencyKey.ofGuest(clientId, body), caller.session());
  }
}
