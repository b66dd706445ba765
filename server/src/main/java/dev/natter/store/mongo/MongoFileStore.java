package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.natter.chat.FileId;
import dev.natter.chat.FileName;
import dev.natter.chat.FileStore;
import dev.natter.chat.MediaType;
import dev.natter.chat.RoomId;
import dev.natter.chat.StoreException;
import dev.natter.chat.StoredFile;
import dev.natter.chat.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Files in MongoDB, real or embedded, as GridFS lays them out: {@code files.files} has a document
 * for each, {@code files.chunks} its parts. In the metadata stand namespace, room, owner, type and
 * time; {@code claim}, empty until a message wants the file; {@code touched}, when it was uploaded
 * or claimed last; and {@code message} "namespace|room|sequence" with twelve digits once it is
 * posted.
 *
 * <p>The file's own document is there first and goes last, and has a time in {@code hidden} while
 * parts may be missing. So what a kill leaves of an upload or a removal is never found by those who
 * read, and always by who clears up after that time.
 *
 * <p>Thread: any.
 */
public final class MongoFileStore implements FileStore {

  /** How long an upload may take before it is taken for one that was cut off. */
  static final Duration UNFINISHED = Duration.ofHours(1);

  static final String FILE = "files_id";
  static final String NUMBER = "n";
  static final String BYTES = "data";
  static final String LENGTH = "length";
  static final String HIDDEN = "metadata.hidden";
  static final String MESSAGE = "metadata.message";

  private static final String ID = "_id";
  private static final String CLAIM = "metadata.claim";
  private static final String TOUCHED = "metadata.touched";

  private static final String FAILED = "The indexes of the files cannot be made.";

  /** How many parts are written at once: 4 MiB. */
  private static final int WRITTEN_PARTS = 16;

  private static final int REMOVED_FILES = 50;

  private final MongoCalls files;
  private final MongoCalls parts;

  private MongoFileStore(MongoConnection connection) {
    this.files = new MongoCalls(connection, "files.files");
    this.parts = new MongoCalls(connection, "files.chunks");
  }

  /** Opens the store and makes its indexes; closing the connection closes it. */
  public static MongoFileStore open(MongoConnection connection) throws StoreUnavailableException {
    MongoFileStore store = new MongoFileStore(connection);
    store.files.prepareSparse(FAILED, HIDDEN, MESSAGE);
    store.parts.prepare(
        FAILED,
        found ->
            found.createIndex(Indexes.ascending(FILE, NUMBER), new IndexOptions().unique(true)));
    return store;
  }

  @Override
  public void keep(StoredFile file, byte[] content) throws StoreException {
    Document hidden = document(file);
    files.ask(found -> found.insertOne(hidden));
    List<Document> batch = new ArrayList<>();
    for (int from = 0; from < content.length; from += PART_BYTES) {
      byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + PART_BYTES));
      batch.add(
          new Document(FILE, file.id().value())
              .append(NUMBER, from / PART_BYTES)
              .append(BYTES, new Binary(part)));
      if (batch.size() == WRITTEN_PARTS || from + PART_BYTES >= content.length) {
        List<Document> written = batch;
        parts.ask(found -> found.insertMany(written));
        batch = new ArrayList<>();
      }
    }
    files.ask(found -> found.updateOne(byId(file.id()), Updates.unset(HIDDEN)));
  }

  @Override
  public Optional<StoredFile> find(FileId id) throws StoreException {
    return files.one(Filters.and(byId(id), whole())).map(MongoFileStore::file);
  }

  @Override
  public Optional<byte[]> part(FileId id, int number) throws StoreException {
    return parts
        .one(Filters.and(Filters.eq(FILE, id.value()), Filters.eq(NUMBER, number)))
        .map(part -> part.get(BYTES, Binary.class).getData());
  }

  @Override
  public boolean claim(FileId id, String claimant, Instant now) throws StoreException {
    Bson free = Filters.and(byId(id), Filters.in(CLAIM, "", claimant), whole());
    Bson taken =
        Updates.combine(Updates.set(CLAIM, claimant), Updates.set(TOUCHED, Date.from(now)));
    return files.ask(found -> found.updateOne(free, taken).getMatchedCount() == 1);
  }

  @Override
  public void attach(List<FileId> ids, RoomId room, long sequence) throws StoreException {
    List<String> keys = ids.stream().map(FileId::value).toList();
    Bson message = Updates.set(MESSAGE, MessageDocuments.id(room, sequence));
    files.ask(found -> found.updateMany(Filters.in(ID, keys), message));
  }

  @Override
  public void removeOf(RoomId room, long sequence) throws StoreException {
    remove(Filters.eq(MESSAGE, MessageDocuments.id(room, sequence)));
  }

  @Override
  public void removeBelow(RoomId room, long sequence) throws StoreException {
    remove(
        Filters.and(
            Filters.gte(MESSAGE, MessageDocuments.id(room, 0)),
            Filters.lt(MESSAGE, MessageDocuments.id(room, Math.max(0, sequence)))));
  }

  @Override
  public List<StoredFile> untouched(String after, Instant since, int limit) throws StoreException {
    Bson old = Filters.and(Filters.gt(ID, after), Filters.lt(TOUCHED, Date.from(since)), whole());
    return files.list(old, ID, limit).stream().map(MongoFileStore::file).toList();
  }

  @Override
  public boolean removeUntouched(FileId id, Instant since) throws StoreException {
    Bson old = Filters.and(byId(id), Filters.lt(TOUCHED, Date.from(since)), whole());
    boolean goes = files.ask(found -> found.updateOne(old, gone()).getMatchedCount() == 1);
    if (goes) {
      finish(List.of(id.value()));
    }
    return goes;
  }

  @Override
  public void removeRemains(Instant now) throws StoreException {
    remove(Filters.lt(HIDDEN, Date.from(now)));
  }

  /** Removes files: none is found any more before the first part of any goes. */
  private void remove(Bson which) throws StoreException {
    List<Document> page;
    do {
      page = files.list(which, ID, REMOVED_FILES);
      if (!page.isEmpty()) {
        List<String> ids = page.stream().map(file -> file.getString(ID)).toList();
        files.ask(found -> found.updateMany(Filters.in(ID, ids), gone()));
        finish(ids);
      }
    } while (page.size() == REMOVED_FILES);
  }

  private void finish(List<String> ids) throws StoreException {
    for (String id : ids) {
      parts.ask(found -> found.deleteMany(Filters.eq(FILE, id)));
    }
    files.ask(found -> found.deleteMany(Filters.in(ID, ids)));
  }

  private static Document document(StoredFile file) {
    Document metadata =
        new Document("namespace", file.room().namespace())
            .append("room", file.room().name())
            .append("owner", file.owner().value())
            .append("type", file.type().value())
            .append("at", Date.from(file.at()))
            .append("claim", "")
            .append("touched", Date.from(file.at()))
            .append("hidden", Date.from(file.at().plus(UNFINISHED)));
    return new Document(ID, file.id().value())
        .append(LENGTH, file.size())
        .append("chunkSize", PART_BYTES)
        .append("uploadDate", Date.from(file.at()))
        .append("filename", file.name().value())
        .append("metadata", metadata);
  }

  static StoredFile file(Document document) {
    Document metadata = document.get("metadata", Document.class);
    return new StoredFile(
        new FileId(document.getString(ID)),
        new RoomId(metadata.getString("namespace"), metadata.getString("room")),
        new UserId(metadata.getString("owner")),
        new FileName(document.getString("filename")),
        new MediaType(metadata.getString("type")),
        document.getLong(LENGTH),
        metadata.getDate("at").toInstant());
  }

  /** A file that is about to go, whatever happens to who removes it. */
  private static Bson gone() {
    return Updates.set(HIDDEN, Date.from(Instant.EPOCH));
  }

  private static Bson whole() {
    return Filters.exists(HIDDEN, false);
  }

  private static Bson byId(FileId id) {
    return Filters.eq(ID, id.value());
  }
}
