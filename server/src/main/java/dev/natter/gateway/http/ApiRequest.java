package dev.natter.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.auth.Bearer;
import dev.natter.auth.BrowserHeaders;
import dev.natter.chat.Caller;
import dev.natter.chat.RoomId;
import dev.natter.wire.MalformedException;
import dev.natter.wire.RoomNames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request to the API, with all that an operation may know of it. */
final class ApiRequest {

  private static final String JSON = "application/json";

  private final Caller caller;
  private final Bearer bearer;
  private final BrowserHeaders browser;
  private final Map<String, String> parameters;
  private final Map<String, String> query;
  private final String contentType;
  private final byte[] body;

  /**
   * A request.
   *
   * @param bearer who told who asks; nobody where that is not looked at
   * @param parameters of the path, decoded
   * @param query decoded
   * @param contentType empty if it is missing
   */
  ApiRequest(
      Caller caller,
      Bearer bearer,
      BrowserHeaders browser,
      Map<String, String> parameters,
      Map<String, String> query,
      String contentType,
      byte[] body) {
    this.caller = caller;
    this.bearer = bearer;
    this.browser = browser;
    this.parameters = parameters;
    this.query = query;
    this.contentType = contentType;
    this.body = body;
  }

  Caller caller() {
    return caller;
  }

  /** Whether a cookie told who asks, so that no token may be answered where scripts read it. */
  boolean byCookie() {
    return bearer.byCookie();
  }

  /** The token that told who asks; empty if none did. */
  String token() {
    return bearer.token();
  }

  BrowserHeaders browser() {
    return browser;
  }

  Map<String, String> query() {
    return query;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }

  /** The namespace that the query names, or {@code /}; the API has seen that it exists. */
  String namespace() {
    return query.getOrDefault("namespace", "/");
  }

  /** The room that the path names. */
  RoomId room() throws MalformedException {
    return RoomNames.id(namespace(), parameter("room"));
  }

  /** A parameter of the path, which its row must have. */
  String parameter(String name) {
    return Optional.ofNullable(parameters.get(name))
        .orElseThrow(() -> new IllegalStateException("the row has no {" + name + "}"));
  }

  /** A parameter of the path that is a whole number of 1 or more. */
  long number(String name) throws MalformedException {
    String text = parameter(name);
    if (!text.matches("[1-9][0-9]{0,11}")) {
      throw new MalformedException("'" + name + "' is a whole number of 1 or more.");
    }
    return Long.parseLong(text);
  }

  /**
   * The body as text of JSON. Only a body that says that it is JSON is read, and a browser lets no
   * page of another origin say so unless that origin is allowed.
   */
  String json() throws MalformedException {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!type.equals(JSON)) {
      throw new MalformedException("The body must be JSON, with the Content-Type " + JSON + ".");
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("The body is not UTF-8.");
    }
  }
}
