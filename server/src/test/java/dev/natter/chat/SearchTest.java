package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Caller ANN =
      new Caller(
          new Sender(UserId.account("ann"), "Ann"), Standing.USER, Map.of(), SessionId.NONE, "");
  private static final Words FOX = Words.of("fox");

  private final MemoryMessageStore messages = new MemoryMessageStore(CLOCK);
  private final MemoryRoomStore roomStore = new MemoryRoomStore();
  private final Search search =
      new Search(messages, new Rooms(roomStore, RoomRules.defaults(), CLOCK), 100_000);

  @Test
  void allRoomsOneBelongsToAreSearchedAndNoOther() throws Exception {
    RoomId own = room("own");
    join(own);
    join(room("also"));
    post(own, "fox");
    post(room("also"), "red fox");
    post(room("open"), "fox");

    assertThat(found(search.everywhere(ANN, "/", FOX, 10)))
        .extracting(message -> message.room().name())
        .containsExactlyInAnyOrder("own", "also");
    assertThat(found(search.everywhere(ANN, "/other", FOX, 10))).isEmpty();
  }

  @Test
  void theNewestOfAllRoomsAreShown() throws Exception {
    join(room("a"));
    join(room("b"));
    for (int i = 0; i < 5; i++) {
      post(room("a"), "fox");
      post(room("b"), "fox");
    }

    assertThat(found(search.everywhere(ANN, "/", FOX, 3))).hasSize(3);
    assertThat(search.everywhere(ANN, "/", FOX, 3))
        .isInstanceOfSatisfying(
            Answer.Given.class, given -> assertThat(((SearchPage) given.value()).more()).isTrue());
  }

  @Test
  void aRoomThatIsNotOpenToOneIsNotSearched() throws Exception {
    RoomId direct = room("direct:x");
    post(direct, "fox");

    assertThat(search.in(ANN, new SearchQuery(direct, FOX, 100, 10)))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.why().code()).isEqualTo(RejectCode.NOT_FOUND));
  }

  @Test
  void anOpenRoomIsSearchedByAnybody() throws Exception {
    post(room("open"), "fox");

    assertThat(found(search.in(ANN, new SearchQuery(room("open"), FOX, 100, 10)))).hasSize(1);
  }

  private static RoomId room(String name) {
    return new RoomId("/", name);
  }

  private void join(RoomId room) throws StoreException {
    roomStore.save(
        new Member(
            room, ANN.user(), "Ann", Role.MEMBER, Instant.EPOCH, Sanction.NONE, Cursor.START));
  }

  private void post(RoomId room, String text) {
    messages.append(
        List.of(
            new Draft(
                room,
                ANN.sender(),
                new MessageBody("\"" + text + "\""),
                IdempotencyKey.NONE,
                SessionId.NONE)));
  }

  private static List<Message> found(Answer<SearchPage> answer) {
    return answer.fold(SearchPage::messages, why -> List.of());
  }
}
