package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link FileStore} guarantees. */
public abstract class FileStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final RoomId GREEN = new RoomId("/", "green");
  private static final FileId ONE = new FileId("one");
  private static final FileId TWO = new FileId("two");
  private static final FileId THREE = new FileId("three");

  private FileStore store = new MemoryFileStore();

  /** An empty store. */
  protected abstract FileStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @Test
  void aFileComesBackWhole() throws Exception {
    byte[] content = content(2 * FileStore.PART_BYTES + 1);
    StoredFile file = keep(ONE, content, NOON);

    assertThat(store.find(ONE)).contains(file);
    assertThat(store.part(ONE, 0).orElseThrow()).hasSize(FileStore.PART_BYTES);
    byte[] last = store.part(ONE, 2).orElseThrow();
    assertThat(last).containsExactly(content[content.length - 1]);
  }

  @Test
  void anUnknownFileIsNowhere() throws Exception {
    assertThat(store.find(ONE)).isEmpty();
    assertThat(store.part(ONE, 0)).isEmpty();
    assertThat(store.claim(ONE, "a", NOON)).isFalse();
  }

  @Test
  void aFileComesWithOneMessageHoweverOftenThatIsSent() throws Exception {
    keep(ONE, content(10), NOON);

    assertThat(store.claim(ONE, "a", NOON)).isTrue();
    assertThat(store.claim(ONE, "a", NOON)).isTrue();
    assertThat(store.claim(ONE, "b", NOON)).isFalse();
  }

  @Test
  void aMessagesFilesGoWithIt() throws Exception {
    keep(ONE, content(10), NOON);
    keep(TWO, content(10), NOON);
    store.attach(List.of(ONE), GREEN, 7);
    store.attach(List.of(TWO), GREEN, 77);
    store.removeOf(new RoomId("/other", "green"), 7);
    assertThat(store.find(ONE)).isPresent();
    store.removeOf(GREEN, 7);

    assertThat(store.find(ONE)).isEmpty();
    assertThat(store.part(ONE, 0)).isEmpty();
    assertThat(store.find(TWO)).isPresent();
  }

  @Test
  void theFilesOfARoomsEldestMessagesGo() throws Exception {
    keep(ONE, content(10), NOON);
    keep(TWO, content(10), NOON);
    keep(THREE, content(10), NOON);
    store.attach(List.of(ONE), GREEN, 9);
    store.attach(List.of(TWO), GREEN, 10);
    store.removeBelow(new RoomId("/", "greener"), 10);
    assertThat(store.find(ONE)).isPresent();
    store.removeBelow(GREEN, 10);

    assertThat(store.find(ONE)).isEmpty();
    assertThat(store.find(TWO)).isPresent();
    assertThat(store.find(THREE)).as("that no message has").isPresent();
  }

  @Test
  void whatWasNotTouchedForAWhileIsListedInPages() throws Exception {
    keep(ONE, content(10), NOON);
    keep(TWO, content(10), NOON.plusSeconds(60));
    keep(THREE, content(10), NOON);
    FileId four = new FileId("four");
    keep(four, content(10), NOON);
    store.claim(four, "a", NOON.plusSeconds(60));
    Instant since = NOON.plusSeconds(1);

    assertThat(store.untouched("", since, 5))
        .extracting(StoredFile::id)
        .containsExactly(ONE, THREE);
    assertThat(store.untouched("", since, 1)).extracting(StoredFile::id).containsExactly(ONE);
    assertThat(store.untouched("one", since, 5)).extracting(StoredFile::id).containsExactly(THREE);
  }

  @Test
  void onlyWhatWasNotTouchedGoes() throws Exception {
    keep(ONE, content(10), NOON);
    keep(TWO, content(10), NOON);
    store.claim(TWO, "a", NOON.plusSeconds(60));
    Instant since = NOON.plusSeconds(1);

    assertThat(store.removeUntouched(ONE, since)).isTrue();
    assertThat(store.removeUntouched(ONE, since)).isFalse();
    assertThat(store.removeUntouched(TWO, since)).isFalse();

    assertThat(store.find(ONE)).isEmpty();
    assertThat(store.part(ONE, 0)).isEmpty();
    assertThat(store.claim(ONE, "a", NOON)).isFalse();
    assertThat(store.find(TWO)).isPresent();
  }

  @Test
  void whatIsWholeIsNoRemains() throws Exception {
    keep(ONE, content(10), NOON);
    store.removeRemains(NOON.plusSeconds(1_000_000));

    assertThat(store.find(ONE)).isPresent();
  }

  private StoredFile keep(FileId id, byte[] content, Instant at) throws StoreException {
    StoredFile file =
        new StoredFile(
            id,
            GREEN,
            UserId.account("ann"),
            new FileName("$where: café.png"),
            new MediaType("image/png"),
            content.length,
            at);
    store.keep(file, content);
    return file;
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }
}
