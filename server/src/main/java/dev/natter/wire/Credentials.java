package dev.natter.wire;

import dev.natter.chat.Sender;
import dev.natter.chat.Standing;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody proves with who it is: {@code {name, password, cookie?}}.
 *
 * @param cookie whether the token is wanted in a cookie, which no script reads
 */
public record Credentials(String name, String password, boolean cookie) {

  /** Longer than any password that is taken. */
  private static final int MAX_PASSWORD = 1_024;

  private static final String NAME = "name";
  private static final String PASSWORD = "password";
  private static final String COOKIE = "cookie";

  /** Another password of one's own: {@code {old, password, cookie?}}. */
  public record Change(String old, String password, boolean cookie) {
    /** Reads it. */
    public static Change read(String json) throws MalformedException {
      Map<String, String> properties = WireCodec.properties(json);
      return new Change(
          Properties.required(properties, "old", MAX_PASSWORD),
          Properties.required(properties, PASSWORD, MAX_PASSWORD),
          Properties.truth(properties, COOKIE, false));
    }

    /** Keeps the passwords out of logs. */
    @Override
    public String toString() {
      return "Change";
    }
  }

  /**
   * An account as an administrator wants it: {@code {name?, password?, standing?}}.
   *
   * @param name empty where the address names it
   */
  public record Wanted(String name, Optional<String> password, Optional<Standing> standing) {
    /** Reads it. */
    public static Wanted read(String json) throws MalformedException {
      Map<String, String> properties = WireCodec.properties(json);
      String password = Properties.text(properties, PASSWORD, MAX_PASSWORD);
      return new Wanted(
          Properties.text(properties, NAME, Sender.MAX_NAME_LENGTH),
          Optional.of(password).filter(given -> !given.isEmpty()),
          Properties.word(properties, "standing", Standing.values()));
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
      return "Wanted[name=" + name + ", standing=" + standing + "]";
    }
  }

  /** Who wants to be a guest: {@code {name, cookie?}}. */
  public record Guest(String name, boolean cookie) {
    /** Reads it. */
    public static Guest read(String json) throws MalformedException {
      Map<String, String> properties = WireCodec.properties(json);
      String given = Properties.required(properties, NAME, Sender.MAX_NAME_LENGTH);
      String name = ConnectRequest.name(given);
      if (name.isEmpty()) {
        throw new MalformedException("'name' is missing.");
      }
      return new Guest(name, Properties.truth(properties, COOKIE, false));
    }
  }

  /** Reads it. */
  public static Credentials read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    return new Credentials(
        Properties.required(properties, NAME, Sender.MAX_NAME_LENGTH),
        Properties.required(properties, PASSWORD, MAX_PASSWORD),
        Properties.truth(properties, COOKIE, false));
  }

  /** Whether {@code {cookie?}} wants one. */
  public static boolean cookie(String json) throws MalformedException {
    return Properties.truth(WireCodec.properties(json), COOKIE, false);
  }

  /** Reads the token of {@code {token}}. */
  public static String token(String json) throws MalformedException {
    return Properties.required(
        WireCodec.properties(json), "token", ConnectRequest.MAX_TOKEN_LENGTH);
  }

  /** Reads the name of {@code {name}}. */
  public static String name(String json) throws MalformedException {
    return Properties.required(WireCodec.properties(json), NAME, Sender.MAX_NAME_LENGTH);
  }

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
