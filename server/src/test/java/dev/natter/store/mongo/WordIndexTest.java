package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.natter.chat.Amendment;
import dev.natter.chat.Answer;
import dev.natter.chat.Draft;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.Revision;
import dev.natter.chat.RoomId;
import dev.natter.chat.SearchPage;
import dev.natter.chat.SearchQuery;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserId;
import dev.natter.chat.Words;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What search finds once blocks are made, and that it is the index that finds it. */
class WordIndexTest {

  private static final RoomId ROOM = RoomId.lobby("/");
  private static final int BATCH = 200;
  private static final int BLOCKS = 40;
  private static final int COUNT = BLOCKS * WordBlock.MESSAGES + 17;

  @TempDir private Path folder = Path.of("");

  private final List<AutoCloseable> opened = new ArrayList<>();
  private MongoMessageStore store;
  private MongoCollection<Document> blocks;

  @BeforeEach
  void open() throws Exception {
    EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
    opened.add(mongo);
    MongoConnection connection = MongoConnection.embedded(mongo);
    opened.add(connection);
    blocks = connection.database().getCollection("words");
    store = MongoMessageStore.open(connection, Clock.systemUTC());
    opened.add(store);
  }

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void fullBlocksAreMadeAndFindWhatIsRare() throws Exception {
    fill();

    assertThat(search("needle5").messages()).extracting(Message::sequence).containsExactly(6L);
    assertThat(search("needle5").more()).isFalse();
    assertThat(search("needle700").messages()).extracting(Message::sequence).containsExactly(701L);
    assertThat(search("common needle9")).isEqualTo(search("needle9"));
  }

  @Test
  void aWordThatIsNowhereIsKnownFromTheBlocks() throws Exception {
    fill();

    SearchPage page = search("nowhere");

    assertThat(page.messages()).isEmpty();
    assertThat(page.more())
        .as("the whole room was looked at, which is more than is read")
        .isFalse();
  }

  @Test
  void anEditIsFoundInABlockThatIsMade() throws Exception {
    fill();
    MessageBody body = new MessageBody("\"something different\"");

    store.amend(
        List.of(
            new Amendment(
                ROOM, 3, SessionId.NONE, (m, now) -> new Answer.Given<>(edited(m, body, now)))));

    assertThat(search("different").messages()).extracting(Message::sequence).containsExactly(3L);
    assertThat(search("needle2").messages()).isEmpty();
  }

  @Test
  void blocksComeBackAfterTheyWereDropped() throws Exception {
    fill();
    blocks.drop();

    assertThat(search("needle5").more()).as("it looks at a bounded number").isTrue();
    awaitBlocks();
    assertThat(search("needle5").messages()).extracting(Message::sequence).containsExactly(6L);
  }

  private static Message edited(Message message, MessageBody body, Instant now) {
    return new Message(
        message.room(),
        message.sequence(),
        message.sender(),
        message.at(),
        body,
        message.key(),
        message.references(),
        new Revision(0, Optional.of(now), false, List.of()));
  }

  private void fill() {
    for (int from = 0; from < COUNT; from += BATCH) {
      List<Draft> drafts =
          IntStream.range(from, Math.min(from + BATCH, COUNT))
              .mapToObj(i -> draft("\"common needle" + i + " words\""))
              .toList();
      assertThat(store.append(drafts).posted()).hasSameSizeAs(drafts);
    }
    awaitBlocks();
  }

  private void awaitBlocks() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(blocks.countDocuments()).isEqualTo(BLOCKS));
  }

  private static Draft draft(String json) {
    return new Draft(
        ROOM,
        new Sender(new UserId("u"), "Ann"),
        new MessageBody(json),
        IdempotencyKey.NONE,
        SessionId.NONE);
  }

  private SearchPage search(String words) throws Exception {
    return store.search(new SearchQuery(ROOM, Words.of(words), Long.MAX_VALUE, 20));
  }
}
