package dev.natter.wire;

import dev.natter.chat.Caller;
import dev.natter.chat.Draft;
import dev.natter.chat.FileId;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Mentions;
import dev.natter.chat.MessageBody;
import dev.natter.chat.References;
import dev.natter.chat.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a client asks to post, read from whatever its dialect says it with.
 *
 * @param clientId the client's own id of the message; empty if it gave none
 * @param room the room it named; empty if it named none
 * @param references what it says that it points at
 */
public record SendMessage(MessageBody body, String clientId, String room, References references) {

  /** What points at nothing. */
  public SendMessage(MessageBody body, String clientId, String room) {
    this(body, clientId, room, References.NONE);
  }

  /** Reads {@code {room?, body, clientId?, replyTo?, files?}}. */
  public static SendMessage natter(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    String body = properties.get("body");
    if (body == null) {
      throw new MalformedException("'body' is missing.");
    }
    return new SendMessage(
        new MessageBody(body, Dialect.NATTER.wireName()),
        Properties.text(properties, "clientId", IdempotencyKey.MAX_CLIENT_ID_LENGTH),
        Properties.text(properties, "room", RoomId.MAX_LENGTH),
        references(properties));
  }

  private static References references(Map<String, String> properties) throws MalformedException {
    long replyTo = Properties.number(properties, "replyTo", 0);
    List<FileId> files = new ArrayList<>();
    for (String id :
        Properties.texts(properties, "files", References.MAX_FILES, FileId.MAX_LENGTH)) {
      try {
        files.add(new FileId(id));
      } catch (IllegalArgumentException e) {
        throw new MalformedException("'files' names no file: " + e.getMessage() + ".");
      }
    }
    return replyTo == 0 && files.isEmpty()
        ? References.NONE
        : new References(replyTo, Mentions.NONE, files);
  }

  /** The draft of it. */
  public Draft draft(RoomId target, Caller caller) {
    return new Draft(
        target,
        caller.sender(),
        body,
        IdempotencyKey.of(caller.user(), clientId, body),
        caller.session(),
        references);
  }
}
