package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.natter.chat.Correspondent;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.Sender;
import dev.natter.chat.UserId;
import java.util.List;
import java.util.Map;

/**
 * What Socket.IO's private messaging example says: its clients introduce themselves when they
 * connect, are told who else there is, and write to one of them at a time.
 */
public final class PrivateMessaging {

  /** The words by which its clients know that they have to ask for a name again. */
  public static final String INVALID_USERNAME = "invalid username";

  private PrivateMessaging() {}

  /**
   * What a client says of itself when it connects.
   *
   * @param username empty if it gave none
   * @param sessionId a token by which it comes back; empty if it gave none
   */
  public record Introduction(String username, String sessionId) {

    /** Of who says nothing. */
    public static final Introduction NONE = new Introduction("", "");

    private static final int MAX_SESSION_ID_LENGTH = ConnectRequest.MAX_TOKEN_LENGTH;

    /** Reads the payload of a CONNECT. */
    public static Introduction read(String authJson) throws MalformedException {
      if (!authJson.startsWith("{")) {
        return NONE;
      }
      Map<String, String> properties = WireCodec.properties(authJson);
      return new Introduction(
          ConnectRequest.name(Properties.text(properties, "username", Sender.MAX_NAME_LENGTH)),
          Properties.text(properties, "sessionID", MAX_SESSION_ID_LENGTH));
    }

    /** Whether there is one. */
    public boolean isGiven() {
      return !username.isEmpty() || !sessionId.isEmpty();
    }
  }

  /** Who the client is, and by what it comes back, as {@code session}. */
  public record Opened(
      @JsonProperty("sessionID") String sessionId, @JsonProperty("userID") String userId) {
    /** The event of it. */
    public Spelling spelling() {
      return spelled(EventName.SESSION, this);
    }
  }

  /** One of those to write to, as {@code user connected} and in {@code users}. */
  public record Contact(
      @JsonProperty("userID") String userId,
      String username,
      boolean connected,
      List<Note> messages) {

    /** Somebody with what was written. */
    public static Contact of(Correspondent who, boolean connected, List<Note> messages) {
      return new Contact(who.user().value(), who.name(), connected, messages);
    }

    /** The event of one who has just come. */
    public Spelling spelling() {
      return spelled(EventName.USER_CONNECTED, this);
    }
  }

  /** The event with everybody there is. */
  public static Spelling users(List<Contact> contacts) {
    return spelled(EventName.USERS, contacts);
  }

  /** The event of one who has gone. */
  public static Spelling gone(Correspondent who) {
    return spelled(EventName.USER_DISCONNECTED, who.user().value());
  }

  /** A message between two; {@code content} is its JSON. */
  public record Note(@JsonRawValue String content, String from, String to) {

    /** A message of a direct room, as it is told to both. */
    public static Note of(Message message, UserId to) {
      return new Note(
          Dialect.PRIVATE_MESSAGE.ownValueOrText(message.body()),
          message.sender().user().value(),
          to.value());
    }

    /** The event of it. */
    public Spelling spelling() {
      return spelled(EventName.PRIVATE_MESSAGE, this);
    }
  }

  /** What a client asks to send to somebody. */
  public record Letter(MessageBody content, UserId to) {

    /** Reads {@code {content, to}}. */
    public static Letter read(List<String> arguments) throws MalformedException {
      Map<String, String> properties =
          WireCodec.properties(arguments.isEmpty() ? "null" : arguments.get(0));
      String content = properties.get("content");
      if (content == null) {
        throw new MalformedException("'content' is missing.");
      }
      try {
        UserId to = new UserId(Properties.text(properties, "to", UserId.MAX_LENGTH));
        return new Letter(Dialect.PRIVATE_MESSAGE.body(content), to);
      } catch (IllegalArgumentException e) {
        throw new MalformedException("'to' is nobody's id: " + e.getMessage() + ".");
      }
    }
  }

  private static Spelling spelled(EventName name, Object payload) {
    return new Spelling(name.text(), List.of(WireCodec.json(payload)));
  }
}
