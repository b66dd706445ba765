package dev.natter.wire;

import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client says of itself when it connects.
 *
 * @param dialect the one it names
 * @param name what people are to read; empty if it gave none
 * @param room the first room it wants to hear; empty if it named none
 * @param serverOffset the sequence after which it wants all messages
 * @param token by which it wants to be recognised; empty if it brought none
 * @param byCookie whether it comes as whom its cookie names, and otherwise not at all
 */
public record ConnectRequest(
    Optional<Dialect> dialect,
    String name,
    String room,
    OptionalLong serverOffset,
    String token,
    boolean byCookie) {

  static final int MAX_TOKEN_LENGTH = 8_192;
  private static final int MAX_WORD_LENGTH = 64;
  private static final String BY_COOKIE = "cookie";

  /**
   * Reads the payload of a Socket.IO CONNECT; what it leaves open, the handshake's query may say.
   *
   * @param authJson any JSON; only an object says something
   * @param query the handshake's parameters by name
   */
  public static ConnectRequest read(String authJson, Map<String, String> query)
      throws MalformedException {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name : new String[] {"dialect", "name", "room", "token"}) {
      String value = query.getOrDefault(name, "");
      if (!value.isEmpty()) {
        properties.put(name, WireCodec.json(value));
      }
    }
    if (authJson.startsWith("{")) {
      properties.putAll(WireCodec.properties(authJson));
    }
    return of(properties);
  }

  private static ConnectRequest of(Map<String, String> properties) throws MalformedException {
    Optional<Dialect> dialect = dialect(Properties.text(properties, "dialect", MAX_WORD_LENGTH));
    long offset = Properties.number(properties, "serverOffset", -1);
    if (offset >= 0 && dialect.isEmpty()) {
      dialect = Optional.of(Dialect.TUTORIAL);
    }
    String room = Properties.text(properties, "room", RoomId.MAX_LENGTH);
    if (!room.isEmpty()) {
      RoomNames.check(room);
    }
    return new ConnectRequest(
        dialect,
        name(Properties.text(properties, "name", Sender.MAX_NAME_LENGTH)),
        room,
        offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset),
        Properties.text(properties, "token", MAX_TOKEN_LENGTH),
        Properties.text(properties, "by", MAX_WORD_LENGTH).equals(BY_COOKIE));
  }

  private static Optional<Dialect> dialect(String wireName) throws MalformedException {
    if (wireName.isEmpty()) {
      return Optional.empty();
    }
    Optional<Dialect> dialect = Dialect.named(wireName);
    if (dialect.isEmpty()) {
      throw new MalformedException("There is no such dialect.");
    }
    return dialect;
  }

  /** A name without spaces at its ends and without characters that cannot be seen. */
  static String name(String name) throws MalformedException {
    String stripped = name.strip();
    if (stripped.codePoints().anyMatch(ConnectRequest::isInvisible)) {
      throw new MalformedException("'name' has a character that cannot be seen.");
    }
    return stripped;
  }

  /** Control characters, and those that turn the direction of text or take no room. */
  static boolean isInvisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || (type == Character.FORMAT && codePoint != 0x200D);
  }
}
