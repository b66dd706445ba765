package dev.natter.engine;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Why a request is refused, with Node's codes and sentences. Upstream answers some of these with
 * other bodies and others by a closed connection.
 */
enum EngineError {
  TRANSPORT_UNKNOWN(0, "Transport unknown"),
  SESSION_UNKNOWN(1, "Session ID unknown"),
  BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
  BAD_REQUEST(3, "Bad request"),
  FORBIDDEN(4, "Forbidden"),
  UNSUPPORTED_VERSION(5, "Unsupported protocol version");

  private final int code;
  private final String sentence;

  EngineError(int code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }

  HttpResponseStatus status() {
    return this == FORBIDDEN ? HttpResponseStatus.FORBIDDEN : HttpResponseStatus.BAD_REQUEST;
  }

  String body() {
    return "{\"code\":" + code + ",\"message\":\"" + sentence + "\"}";
  }
}
