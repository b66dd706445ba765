package dev.natter.chat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The files of rooms: uploaded first, then named by a message, read by those who read the room, and
 * gone with their message.
 *
 * <p>Thread: any; futures complete on a thread of its own.
 */
public final class Files implements RoomEventSink, AutoCloseable {

  private static final Rejected NOWHERE =
      new Rejected(RejectCode.NOT_FOUND, "There is no such file, or it is not open to you.");

  private static final Rejected UNKNOWN =
      new Rejected(
          RejectCode.BAD_REQUEST,
          "A message brings files that its sender uploaded to this room, each once.");

  /** The most parts of files that wait to be read. */
  private static final int MAX_READS = 1_000;

  private static final int ID_BYTES = 18;

  private final FileStore store;
  private final Rooms rooms;
  private final FileLimits limits;
  private final Clock clock;
  private final WorkPool writers;
  private final WorkPool readers;
  private final SecureRandom random = new SecureRandom();

  /**
   * Files that are kept in a store.
   *
   * @param faults told of what should not have happened
   */
  public Files(
      FileStore store, Rooms rooms, FileLimits limits, Clock clock, Consumer<Throwable> faults) {
    this.store = store;
    this.rooms = rooms;
    this.limits = limits;
    this.clock = clock;
    this.writers = new WorkPool("natter-file", limits.writers(), limits.waiting(), faults);
    this.readers = new WorkPool("natter-part", limits.writers(), MAX_READS, faults);
  }

  /** What files are taken. */
  public FileLimits limits() {
    return limits;
  }

  /** Keeps a file for a message that the caller is going to post in a room. */
  public CompletableFuture<Answer<StoredFile>> upload(
      Caller caller, RoomId room, FileName name, MediaType type, byte[] content) {
    if (content.length == 0 || content.length > limits.maxBytes()) {
      return refused(RejectCode.TOO_LARGE, "A file has 1 to " + limits.maxBytes() + " bytes here.");
    }
    if (limits.kinds().stream().noneMatch(type::isOf)) {
      return refused(RejectCode.BAD_REQUEST, "Files of this type are not taken here.");
    }
    return writers.run(
        () -> {
          Optional<Rejected> refusal = rooms.refusal(caller, Act.POST, room);
          if (refusal.isPresent()) {
            return new Answer.Refused<>(refusal.get());
          }
          Instant now = Instant.ofEpochMilli(clock.millis());
          StoredFile file =
              new StoredFile(newId(), room, caller.user(), name, type, content.length, now);
          store.keep(file, content);
          return new Answer.Given<>(file);
        });
  }

  /** What is known of a file, for whoever may read its room. */
  public CompletableFuture<Answer<StoredFile>> find(Caller caller, FileId id) {
    return readers.run(
        () -> {
          Optional<StoredFile> file = store.find(id);
          boolean open =
              file.isPresent() && rooms.refusal(caller, Act.READ, file.get().room()).isEmpty();
          return open ? new Answer.Given<>(file.get()) : new Answer.Refused<>(NOWHERE);
        });
  }

  /**
   * A part of a file that was found for a caller, who must still be allowed to read it.
   *
   * @param number 0 for the first
   */
  public CompletableFuture<Answer<byte[]>> part(Caller caller, StoredFile file, int number) {
    return readers.run(
        () -> {
          if (rooms.refusal(caller, Act.READ, file.room()).isPresent()) {
            return new Answer.Refused<>(NOWHERE);
          }
          return store
              .part(file.id(), number)
              .<Answer<byte[]>>map(Answer.Given::new)
              .orElseGet(() -> new Answer.Refused<>(NOWHERE));
        });
  }

  /**
   * Why a draft cannot bring the files it names; empty if it can, and then they are kept for it. A
   * file comes with one message. That of a guest is anybody's who knows its id before it comes with
   * a message, for a guest is another user on each connection.
   *
   * <p>Thread: the room's lane.
   */
  public Optional<Rejected> claim(Draft draft) {
    List<FileId> ids = draft.references().files();
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    try {
      String claimant = draft.key().isPresent() ? draft.key().value() : newId().value();
      for (FileId id : ids) {
        Optional<StoredFile> file = store.find(id);
        boolean own = file.isPresent() && mayBring(draft, file.get());
        if (!own || !store.claim(id, claimant, clock.instant())) {
          return Optional.of(UNKNOWN);
        }
      }
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(WorkPool.AWAY);
    }
  }

  /** Hears which message has which files, and which are gone. */
  @Override
  public void publish(RoomEvent event) {
    try {
      if (event instanceof MessagePosted posted) {
        Message message = posted.message();
        if (!message.references().files().isEmpty()) {
          store.attach(message.references().files(), message.room(), message.sequence());
        }
      } else if (event instanceof MessageChanged changed && changed.message().isDeleted()) {
        store.removeOf(changed.room(), changed.message().sequence());
      }
    } catch (StoreException e) {
      // The message stands as it was told; the sweep finds the file by it.
    }
  }

  /** Takes nothing more. */
  @Override
  public void close() {
    writers.close();
    readers.close();
  }

  private static boolean mayBring(Draft draft, StoredFile file) {
    boolean own = file.owner().isGuest() || file.owner().equals(draft.sender().user());
    return own && file.room().equals(draft.room());
  }

  private FileId newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return new FileId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private static <T> CompletableFuture<Answer<T>> refused(RejectCode code, String sentence) {
    return CompletableFuture.completedFuture(new Answer.Refused<>(code, sentence));
  }
}
