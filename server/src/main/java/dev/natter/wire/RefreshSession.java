package dev.natter.wire;

import java.util.Map;

/**
 * The request to go on with another token: {@code {token?}}.
 *
 * @param token empty for who came by a cookie and has renewed that
 */
public record RefreshSession(String token) {

  private static final int MAX_TOKEN_LENGTH = 8_192;

  /** Reads the argument of {@code session:refresh}. */
  public static RefreshSession read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    return new RefreshSession(Properties.text(properties, "token", MAX_TOKEN_LENGTH));
  }
}
