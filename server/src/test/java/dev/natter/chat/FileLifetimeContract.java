package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long files stay, on every pair of stores. */
@Timeout(60)
public abstract class FileLifetimeContract {

  private static final RoomId ROOM = new RoomId("/", "green");
  private static final UserId USER = UserId.account("ann");
  private static final Caller ANN =
      new Caller(new Sender(USER, "Ann"), Standing.USER, Map.of(), SessionId.NONE, "");
  private static final Duration DAY = Duration.ofDays(1);
  private static final byte[] CONTENT = new byte[FileStore.PART_BYTES + 1];

  protected final ManualClock clock = new ManualClock();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private MessageStore store = new ScriptedStore();
  private FileStore kept = new MemoryFileStore();
  private Files files = files(new Rooms());
  private Messages messages = messages(new Rooms());
  private Upkeep upkeep = new Upkeep(messages, store, kept, clock);
  private FileSweep sweep = new FileSweep(kept, store, DAY, clock);

  /** Opens the messages, on data that is empty at the beginning of each test. */
  protected abstract MessageStore open() throws Exception;

  /** Opens the files beside them. */
  protected abstract FileStore openFiles() throws Exception;

  @BeforeEach
  void start() throws Exception {
    messages.close(Duration.ZERO);
    files.close();
    store = open();
    kept = openFiles();
    Rooms rooms = new Rooms();
    files = files(rooms);
    messages = messages(rooms);
    messages.require(files::claim);
    upkeep = new Upkeep(messages, store, kept, clock);
    sweep = new FileSweep(kept, store, DAY, clock);
  }

  @AfterEach
  void stop() {
    messages.close(Duration.ofSeconds(10));
    files.close();
    store.close();
    assertThat(faults).isEmpty();
  }

  private Files files(Rooms rooms) {
    return new Files(kept, rooms, FileLimits.defaults(), clock, faults::add);
  }

  private Messages messages(Rooms rooms) {
    return new Messages(
        store,
        rooms,
        event -> files.publish(event),
        ChatLimits.defaults(),
        System::nanoTime,
        faults::add);
  }

  @Test
  void aDeletedMessagesFilesGoAtOnce() throws Exception {
    FileId one = upload();
    FileId two = upload();
    long first = post(one);
    post(two);

    messages.delete(ANN, ROOM, first).join();

    assertGone(one);
    assertThat(kept.find(two)).isPresent();
  }

  @Test
  void aRoomForgetsTheFilesOfWhatItForgets() throws Exception {
    FileId one = upload();
    FileId two = upload();
    post(one);
    post(two);

    upkeep.sweep(ROOM, new Retention(0, 1));

    assertGone(one);
    assertThat(kept.find(two)).isPresent();
  }

  @Test
  void whatASweepThatWasCutOffLeftGoesWithTheNext() throws Exception {
    FileId one = upload();
    long first = post(one);
    post(upload());
    store.trim(ROOM, first + 1, 10);
    assertThat(kept.find(one)).isPresent();

    upkeep.sweep(ROOM, new Retention(0, 1));

    assertGone(one);
  }

  @Test
  void anErasedUsersFilesGoAndThoseOfAnUnlinkedOneStay() throws Exception {
    FileId one = upload();
    post(one);
    upkeep.erase(USER, Erasure.UNLINK);
    assertThat(kept.find(one)).isPresent();
    FileId two = upload();
    post(two);
    upkeep.erase(USER, Erasure.REMOVE);

    assertGone(two);
  }

  @Test
  void whatNoMessageNamesWithinADayGoes() throws Exception {
    FileId named = upload();
    post(named);
    FileId forgotten = upload();
    clock.advance(Duration.ofHours(23));
    FileId fresh = upload();
    assertThat(sweep.run()).isZero();
    clock.advance(Duration.ofHours(2));

    assertThat(sweep.run()).isEqualTo(1);
    assertGone(forgotten);
    assertThat(kept.find(named)).isPresent();
    assertThat(kept.find(fresh)).isPresent();
  }

  @Test
  void aFileThatWasClaimedForWhatWasNotStoredGoesADayAfterThat() throws Exception {
    FileId file = upload();
    clock.advance(Duration.ofHours(20));
    assertThat(files.claim(draft(file))).isEmpty();
    clock.advance(Duration.ofHours(20));
    assertThat(sweep.run()).as("its message may be sent again").isZero();
    clock.advance(Duration.ofHours(5));

    assertThat(sweep.run()).isEqualTo(1);
    assertGone(file);
  }

  @Test
  void aFileWhoseMessageIsNotNotedStaysAsLongAsThatIsThere() throws Exception {
    FileId file = upload();
    assertThat(files.claim(draft(file))).isEmpty();
    store.append(List.of(draft(file)));
    clock.advance(Duration.ofHours(25));
    assertThat(sweep.run()).isZero();
    assertThat(kept.find(file)).isPresent();

    messages.delete(ANN, ROOM, 1).join();
    assertThat(sweep.run()).isEqualTo(1);
    assertGone(file);
  }

  @Test
  void aSweepOfManyGoesOnWhereTheLastOneStopped() throws Exception {
    FileSweep slow = new FileSweep(kept, store, DAY, clock, 2);
    FileId named = upload();
    post(named);
    for (int i = 0; i < 4; i++) {
      upload();
    }
    clock.advance(Duration.ofHours(25));

    assertThat(slow.run() + slow.run() + slow.run()).isEqualTo(4);
    assertThat(slow.run()).isZero();
    assertThat(kept.find(named)).isPresent();
  }

  private FileId upload() {
    return files
        .upload(ANN, ROOM, new FileName("a.png"), MediaType.of("image/png"), CONTENT)
        .join()
        .fold(
            StoredFile::id,
            why -> {
              throw new AssertionError(why.toString());
            });
  }

  private long post(FileId file) {
    return messages
        .send(ANN, draft(file))
        .join()
        .fold(
            accepted -> accepted.message().sequence(),
            why -> {
              throw new AssertionError(why.toString());
            });
  }

  private static Draft draft(FileId file) {
    MessageBody body = new MessageBody("\"look\"");
    return new Draft(ROOM, ANN.sender(), body, IdempotencyKey.NONE, SessionId.NONE)
        .with(new References(0, Mentions.NONE, List.of(file)));
  }

  private void assertGone(FileId file) throws StoreException {
    assertThat(kept.find(file)).isEmpty();
    assertThat(kept.part(file, 0)).isEmpty();
    assertThat(kept.part(file, 1)).isEmpty();
  }
}
