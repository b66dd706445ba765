package dev.natter.wire;

import dev.natter.bench.Piece;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.UserId;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the JSON of a message costs, in and out. */
@State(Scope.Thread)
public class MessagesBench extends Piece {

  /** How long the text of a message is. */
  @Param({"100", "1024"})
  int bytes;

  private String body = "";
  private Message message = message("null");

  private static Message message(String body) {
    return new Message(
        new RoomId("/", "lobby"),
        1,
        new Sender(UserId.guest("g1"), "Ada"),
        Instant.EPOCH,
        new MessageBody(body),
        IdempotencyKey.NONE);
  }

  /** Spells what is read and shown. */
  @Setup(Level.Trial)
  public void spell() {
    body = "\"" + "x".repeat(bytes) + "\"";
    message = message(body);
  }

  /** Looks whether a body may be let in. */
  @Benchmark
  public void check() throws MalformedException {
    WireCodec.check(body);
  }

  /** Spells a message as its readers get it. */
  @Benchmark
  public String json() {
    return WireCodec.json(PostedMessage.of(message));
  }
}
