package dev.natter.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserId;
import dev.natter.wire.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanoutTest {

  private static final MessagePosted POSTED =
      new MessagePosted(
          new Message(
              RoomId.lobby("/"),
              1,
              new Sender(new UserId("u"), "Ann"),
              Instant.EPOCH,
              new MessageBody("\"hi\""),
              IdempotencyKey.NONE),
          SessionId.NONE);

  private final List<Throwable> faults = new ArrayList<>();
  private final Fanout fanout = new Fanout(faults::add);

  @Test
  void everyAudienceHearsTheSameBroadcast() {
    List<Broadcast> heard = new ArrayList<>();
    fanout.add(heard::add);
    fanout.add(heard::add);
    fanout.publish(POSTED);

    assertThat(heard).hasSize(2);
    assertThat(heard.get(0)).isSameAs(heard.get(1));
  }

  @Test
  void aBrokenAudienceDoesNotKeepTheOthersFromHearing() {
    List<Broadcast> heard = new ArrayList<>();
    fanout.add(
        broadcast -> {
          throw new IllegalStateException("broken");
        });
    fanout.add(heard::add);
    fanout.publish(POSTED);

    assertThat(heard).hasSize(1);
    assertThat(faults).hasSize(1);
  }

  @Test
  void aDialectSpellsABroadcastOnce() {
    Broadcast broadcast = new Broadcast(POSTED);

    assertThat(broadcast.in(Dialect.NATTER)).isSameAs(broadcast.in(Dialect.NATTER));
  }
}
