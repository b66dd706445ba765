package dev.natter.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/**
 * One Engine.IO session by long-polling, request by request: GETs and POSTs each on a connection of
 * their own that is kept alive.
 */
final class PollingSession implements Closeable {
  private final Target target;
  private final String path;
  private final int version;
  private final String query;
  private final boolean forgiving = Target.isForgiving();
  private RawHttp gets;
  private RawHttp posts;
  private JsonNode open = Json.parse("{}");
  private final List<Packet> withOpen = new ArrayList<>();

  private PollingSession(Target target, String path, int version, String query) {
    this.target = target;
    this.path = path;
    this.version = version;
    this.query = query;
    this.gets = RawHttp.open(target);
    this.posts = RawHttp.open(target);
  }

  static PollingSession open(Target target, int version) {
    return open(target, "/socket.io/", version, "");
  }

  static PollingSession open(Target target, String path, int version, String moreQuery) {
    PollingSession session = new PollingSession(target, path, version, moreQuery);
    HttpReply reply = session.gets.get(session.url());
    if (reply.status() != 200) {
      throw new AssertionError("handshake refused: " + reply);
    }
    List<Packet> packets = session.decode(reply);
    String first = packets.get(0).text();
    if (!first.startsWith("0")) {
      throw new AssertionError("the first packet must be open, was " + first);
    }
    session.open = Json.parse(first.substring(1));
    session.withOpen.addAll(packets.subList(1, packets.size()));
    return session;
  }

  Target target() {
    return target;
  }

  String path() {
    return path;
  }

  int version() {
    return version;
  }

  JsonNode handshake() {
    return open;
  }

  /** Packets that came in the same payload as the open packet. */
  List<Packet> withOpen() {
    return withOpen;
  }

  String sid() {
    return open.path("sid").asText();
  }

  /** The session's address, the sid included once there is one. */
  String url() {
    return url("polling");
  }

  String url(String transport) {
    String id = sid().isEmpty() ? "" : "&sid=" + sid();
    return path + "?EIO=" + version + "&transport=" + transport + query + id;
  }

  HttpReply get() {
    return gets().get(url());
  }

  private RawHttp gets() {
    if (forgiving) {
      gets.close();
      gets = RawHttp.open(target);
    }
    return gets;
  }

  private RawHttp posts() {
    if (forgiving) {
      posts.close();
      posts = RawHttp.open(target);
    }
    return posts;
  }

  /** Sends a GET whose answer is read later with {@link #readPoll}. */
  void startPoll() {
    gets().send("GET", url(), new byte[0]);
    // Long enough for the request to be waiting at the server before the next is sent.
    pause(40);
  }

  static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpReply readPoll() {
    return gets.reply();
  }

  List<Packet> poll() {
    HttpReply reply = get();
    if (reply.status() != 200) {
      throw new AssertionError("poll refused: " + reply);
    }
    return decode(reply);
  }

  HttpReply post(Packet... packets) {
    if (version == 4) {
      return posts().post(url(), Payload.encodeV4(packets));
    }
    boolean binary = List.of(packets).stream().anyMatch(Packet::isBinary);
    if (binary && !query.contains("b64")) {
      return posts()
          .request(
              "POST",
              url(),
              Payload.encodeV3Binary(packets),
              "Content-Type: application/octet-stream");
    }
    return posts().post(url(), Payload.encodeV3(packets));
  }

  HttpReply postText(String... packets) {
    Packet[] all = new Packet[packets.length];
    for (int i = 0; i < packets.length; i++) {
      all[i] = Packet.text(packets[i]);
    }
    return post(all);
  }

  HttpReply postBody(String body) {
    return posts().post(url(), body);
  }

  List<Packet> decode(HttpReply reply) {
    if (version == 4) {
      return Payload.decodeV4(reply.body());
    }
    if (reply.header("Content-Type").startsWith("application/octet-stream")) {
      return Payload.decodeV3Binary(reply.bytes());
    }
    return Payload.decodeV3(query.contains("&j=") ? jsonp(reply.body()) : reply.body());
  }

  /** The payload inside a call of JSONP. */
  static String jsonp(String script) {
    int start = script.indexOf('(') + 1;
    return Json.parse(script.substring(start, script.lastIndexOf(')'))).asText();
  }

  /** Drops the TCP connection that carries the GETs. */
  void abortPoll() {
    gets.close();
  }

  /**
   * Asks for the session with another protocol version, which leaves it untouched: code 3 while it
   * lives, code 1 once it is gone.
   */
  HttpReply probe() {
    String other = "EIO=" + (version == 4 ? 3 : 4);
    return RawHttp.once(target, "GET", url().replace("EIO=" + version, other));
  }

  /** Drops both TCP connections without a word. */
  void reset() {
    gets.reset();
    posts.reset();
  }

  @Override
  public void close() {
    gets.close();
    posts.close();
  }
}
