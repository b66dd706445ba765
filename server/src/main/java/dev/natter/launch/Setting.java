package dev.natter.launch;

import dev.natter.wire.Dialect;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every setting: its key, which is also its flag and its line in natter.yaml, what it is when
 * nobody sets it, and what a person reads about it. {@link Settings} gives each its type.
 */
enum Setting {
  HOST(Topic.LISTEN, "host", "ADDRESS", "0.0.0.0", "the address to listen on"),
  PORT(
      Topic.LISTEN,
      "port",
      "PORT",
      "3000",
      "the port of Socket.IO, the web page and HTTP; 0 takes any free one",
      "PORT"),
  WS_PORT(
      Topic.LISTEN,
      "ws-port",
      "PORT",
      "8080",
      "a second port for plain WebSocket clients; 0 turns it off"),
  PATH(Topic.LISTEN, "path", "PATH", "/socket.io", "the path of Socket.IO"),
  CORS_ORIGIN(
      Topic.LISTEN,
      "cors-origin",
      "ORIGIN,...",
      "",
      "pages of these origins may connect, * for any; off when empty"),
  TRUSTED_PROXIES(
      Topic.LISTEN,
      "trusted-proxies",
      "ADDRESS,...",
      "",
      "reverse proxies, as 127.0.0.1 or 10.0.0.0/8, that say by X-Forwarded-For who a client is"),

  TLS_CERT(
      Topic.LISTEN,
      "tls-cert",
      "FILE",
      "",
      "speak HTTPS and wss:// alone, on all ports, with this certificate and its chain, as PEM"),
  TLS_KEY(Topic.LISTEN, "tls-key", "FILE", "", "the key of --tls-cert, as PEM without a password"),

  DATA(Topic.KEEP, "data", "FOLDER", "natter-data", "the folder of the embedded store"),
  MONGO_URI(
      Topic.KEEP,
      "mongo-uri",
      "URI",
      "",
      "keep messages in this MongoDB instead of the embedded store",
      "MONGODB_URI"),
  DELIVERY(
      Topic.KEEP,
      "delivery",
      "MODE",
      "stored",
      "when a message is acknowledged: stored, once it is durable; memory, at once, and a restart"
          + " forgets it"),
  FSYNC(
      Topic.KEEP,
      "fsync",
      "true|false",
      "true",
      "the embedded store waits for the disk, so that messages outlive a power cut as well"),
  UPLOAD_BYTES(
      Topic.KEEP, "upload-bytes", "BYTES", "8388608", "the most bytes of an uploaded file"),
  UPLOAD_TYPES(
      Topic.KEEP,
      "upload-types",
      "TYPE,...",
      "*",
      "the media types of files that are taken, as image/png, image/* or * for all"),

  DIALECTS(
      Topic.SPEAK,
      "dialects",
      "NAME,...",
      Stream.of(Dialect.values()).map(Dialect::wireName).collect(Collectors.joining(",")),
      "the vocabularies that clients may speak"),
  NAMESPACES(
      Topic.SPEAK,
      "namespaces",
      "NAME,...",
      "/",
      "the Socket.IO namespaces; / is always there, and /game-* is every name like it"),
  PERMESSAGE_DEFLATE(
      Topic.SPEAK,
      "permessage-deflate",
      "true|false",
      "false",
      "compress messages of 1 KiB and more for Socket.IO clients over WebSocket that offer it"),
  CREATE_ROOMS(
      Topic.SPEAK,
      "create-rooms",
      "true|false",
      "true",
      "a room is there for whoever names it; without that only rooms that were made"),
  AUTH(
      Topic.PEOPLE,
      "auth",
      "MODE,...",
      "open",
      "who is let in: open, everybody as a guest; accounts, who has an account here; token, who"
          + " brings a token of a trusted issuer"),
  REGISTER(
      Topic.PEOPLE,
      "register",
      "true|false",
      "true",
      "with --auth accounts anybody may make an account; without this only administrators"),
  GUEST_NAMES(
      Topic.PEOPLE,
      "guest-names",
      "suffix|refuse",
      "suffix",
      "what becomes of a guest whose name is taken, or looks like one that is"),
  TOKEN_LIFE(
      Topic.PEOPLE,
      "token-life",
      "TIME",
      "7d",
      "how long a token of ours is good; bots' always are"),
  JWT_SECRET(
      Topic.PEOPLE, "jwt-secret", "TEXT", "", "trust tokens that are signed with this secret"),
  JWT_KEY_FILE(
      Topic.PEOPLE,
      "jwt-key-file",
      "FILE",
      "",
      "trust tokens that this public key verifies, given as PEM or JSON Web Key"),
  JWT_JWKS(
      Topic.PEOPLE, "jwt-jwks", "URL", "", "trust tokens that the keys published there verify"),
  JWT_ALGORITHMS(
      Topic.PEOPLE,
      "jwt-algorithms",
      "NAME,...",
      "",
      "the only algorithms of trusted tokens; when empty HS256, RS256 or ES256, as the key is"),
  JWT_ISSUER(Topic.PEOPLE, "jwt-issuer", "TEXT", "", "what iss of trusted tokens must be"),
  JWT_AUDIENCE(Topic.PEOPLE, "jwt-audience", "TEXT", "", "what aud of trusted tokens must hold"),
  JWT_CLAIMS(
      Topic.PEOPLE,
      "jwt-claims",
      "KEY=CLAIM,...",
      "user=sub,name=name,roles=roles,rooms=rooms",
      "which claims of trusted tokens say who somebody is and what it may do"),
  EVENT_RATE(
      Topic.PEOPLE,
      "event-rate",
      "NUMBER",
      "20",
      "how many events a second one session may send, twice as many at once; 0 for any"),

  PRESENCE_GRACE(
      Topic.PEOPLE,
      "presence-grace",
      "TIME",
      "10s",
      "how long somebody who lost every connection is still shown as there; longer where phones"
          + " flap, shorter where absence must show"),

  CONNECTIONS(
      Topic.LIMITS,
      "connections",
      "NUMBER",
      "50000",
      "the most connections, of all ports together"),
  CONNECTIONS_PER_ADDRESS(
      Topic.LIMITS,
      "connections-per-address",
      "NUMBER",
      "1000",
      "the most connections of one address, other than those of --trusted-proxies"),
  ROOMS_PER_SESSION(
      Topic.LIMITS,
      "rooms-per-session",
      "NUMBER",
      "100",
      "the most rooms that one session may hear"),
  BODY_BYTES(
      Topic.LIMITS, "body-bytes", "BYTES", "65536", "the largest body of a message, as JSON"),
  FRAME_BYTES(
      Topic.LIMITS,
      "frame-bytes",
      "BYTES",
      "1000000",
      "the largest frame or polling request, as Node's maxHttpBufferSize"),
  BACKLOG_BYTES(
      Topic.LIMITS,
      "backlog-bytes",
      "BYTES",
      "1048576",
      "how much may wait for a client that reads slowly, before it is let go"),

  WEBHOOKS_INSIDE(
      Topic.RUN,
      "webhooks-inside",
      "true|false",
      "false",
      "webhooks may call addresses of this machine and of private networks"),
  LOG_FORMAT(Topic.RUN, "log-format", "text|json", "text", "how the log on stderr is written"),
  DRAIN(
      Topic.RUN,
      "drain",
      "TIME",
      "5s",
      "how long stopping may take to finish what was accepted, as 500ms, 5s or 1m"),
  CONFIG(
      Topic.RUN,
      "config",
      "FILE",
      "",
      "read settings from this file; without it from natter.yaml, if that is here");

  /** The heading under which the help lists a setting. */
  enum Topic {
    LISTEN("Listening"),
    KEEP("Keeping messages"),
    SPEAK("Talking to clients"),
    PEOPLE("Letting people in"),
    LIMITS("Limits"),
    RUN("Running");

    private final String heading;

    Topic(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  private final Topic topic;
  private final String key;
  private final String placeholder;
  private final String fallback;
  private final String sentence;
  private final String customaryVariable;

  Setting(Topic topic, String key, String placeholder, String fallback, String sentence) {
    this(topic, key, placeholder, fallback, sentence, "");
  }

  Setting(
      Topic topic,
      String key,
      String placeholder,
      String fallback,
      String sentence,
      String customaryVariable) {
    this.topic = topic;
    this.key = key;
    this.placeholder = placeholder;
    this.fallback = fallback;
    this.sentence = sentence;
    this.customaryVariable = customaryVariable;
  }

  Topic topic() {
    return topic;
  }

  String key() {
    return key;
  }

  String flag() {
    return "--" + key;
  }

  String placeholder() {
    return placeholder;
  }

  /** What holds when nobody sets it; empty for nothing. */
  String fallback() {
    return fallback;
  }

  /** What it is, as the end of a line of help. */
  String sentence() {
    return sentence;
  }

  /** The environment variable of our own. */
  String variable() {
    return "NATTER_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The variable by which others know the same thing; empty for none. */
  String customaryVariable() {
    return customaryVariable;
  }

  /** Whether natter.yaml may set it: all but the name of the file itself. */
  boolean belongsInFile() {
    return this != CONFIG;
  }

  static Optional<Setting> ofKey(String key) {
    return Stream.of(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
