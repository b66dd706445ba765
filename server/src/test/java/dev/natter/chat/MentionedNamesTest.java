package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MentionedNamesTest {

  @Test
  void namesAreFoundWhereAMentionBegins() {
    assertThat(MentionedNames.in("@Ann, is that you? (@ben) and @Çelik_1."))
        .containsExactly("ann", "ben", "çelik_1");
  }

  @Test
  void addressesOfMailAndDoubledSignsAreNone() {
    assertThat(MentionedNames.in("ann@example.org a.@b @@c -@d @ e")).isEmpty();
  }

  @Test
  void aNameIsComparedWithoutCase() {
    assertThat(MentionedNames.key("Ada")).isEqualTo("ada");
    assertThat(MentionedNames.key("ＡＤＡ")).isEqualTo("ada");
  }

  @Test
  void theWholeRoomIsAddressed() {
    Mentions mentions =
        MentionedNames.resolve(
            new Rooms(), RoomId.lobby("/"), new MessageBody("{\"text\":\"@room look\"}"));

    assertThat(mentions).isEqualTo(new Mentions(List.of(), true));
  }

  @Test
  void aNameThatNobodyBearsIsText() {
    assertThat(
            MentionedNames.resolve(
                new Rooms(), RoomId.lobby("/"), new MessageBody("\"@nobody here\"")))
        .isEqualTo(Mentions.NONE);
  }

  @Test
  void membersAreAddressedByName() throws Exception {
    RoomStore store = new MemoryRoomStore();
    RoomId room = RoomId.lobby("/");
    UserId ann = UserId.account("1");
    store.save(
        new Member(room, ann, "Ann", Role.MEMBER, Instant.EPOCH, Sanction.NONE, Cursor.START));
    Rooms rooms = new Rooms(store, RoomRules.defaults(), Clock.systemUTC());

    assertThat(MentionedNames.resolve(rooms, room, new MessageBody("\"hello @ANN, @ben\"")))
        .isEqualTo(new Mentions(List.of(ann), false));
    assertThat(
            MentionedNames.resolve(
                rooms, new RoomId("/", "other"), new MessageBody("\"hello @ann\"")))
        .isEqualTo(Mentions.NONE);
  }

  @Test
  void aTextOfManySignsIsReadOnce() {
    assertThat(MentionedNames.in("@a ".repeat(20_000))).containsExactly("a");
    assertThat(MentionedNames.in("@".repeat(60_000))).isEmpty();
  }
}
