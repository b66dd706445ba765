package dev.natter.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.natter.chat.FileId;
import dev.natter.chat.FileName;
import dev.natter.chat.FileStore;
import dev.natter.chat.MediaType;
import dev.natter.chat.RoomId;
import dev.natter.chat.StoreException;
import dev.natter.chat.StoredFile;
import dev.natter.chat.UserId;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Files in MongoDB's GridFS, real or embedded: the parts go down first and the file's own document
 * last, so that half a file is never found. In its metadata stand room, owner and type; {@code
 * claim}, empty until a message wants it, and {@code free}, the time of upload, until then; {@code
 * message} "namespace|room|sequence" once it is posted.
 *
 * <p>Thread: any.
 */
public final class MongoFileStore implements FileStore {

  private static final String BUCKET = "files";
  private static final String FREE = "metadata.free";
  private static final String CLAIM = "metadata.claim";
  private static final String MESSAGE = "metadata.message";

  private static final int SWEEP_FILES = 200;
  private static final long UPLOAD_SECONDS = 20;

  private final MongoConnection connection;
  private final GridFSBucket bucket;
  private final MongoCollection<Document> files;
  private final MongoCollection<Document> parts;

  private MongoFileStore(MongoConnection connection) {
    this.connection = connection;
    this.bucket =
        GridFSBuckets.create(connection.database(), BUCKET)
            .withChunkSizeBytes(PART_BYTES)
            .withTimeout(UPLOAD_SECONDS, TimeUnit.SECONDS);
    this.files = connection.database().getCollection(BUCKET + ".files");
    this.parts = connection.database().getCollection(BUCKET + ".chunks");
  }

  /** Opens the store and makes its indexes; closing the connection closes it. */
  public static MongoFileStore open(MongoConnection connection) throws StoreUnavailableException {
    MongoFileStore store = new MongoFileStore(connection);
    try {
      store.index(store.parts, Indexes.ascending("files_id", "n"), new IndexOptions().unique(true));
      store.index(store.files, Indexes.ascending("filename", "uploadDate"), new IndexOptions());
      store.index(store.files, Indexes.ascending(FREE), new IndexOptions().sparse(true));
      store.index(store.files, Indexes.ascending(MESSAGE), new IndexOptions().sparse(true));
    } catch (MongoException e) {
      throw new StoreUnavailableException("The indexes of the files cannot be made.", e);
    }
    return store;
  }

  private void index(MongoCollection<Document> collection, Bson keys, IndexOptions options) {
    collection
        .withTimeout(connection.startTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .createIndex(keys, options);
  }

  @Override
  public void keep(StoredFile file, byte[] content) throws StoreException {
    Document metadata =
        new Document("namespace", file.room().namespace())
            .append("room", file.room().name())
            .append("owner", file.owner().value())
            .append("type", file.type().value())
            .append("at", Date.from(file.at()))
            .append("claim", "")
            .append("free", Date.from(file.at()));
    ask(
        () -> {
          bucket.uploadFromStream(
              key(file.id()),
              file.name().value(),
              new ByteArrayInputStream(content),
              new GridFSUploadOptions().metadata(metadata));
          return true;
        });
  }

  @Override
  public Optional<StoredFile> find(FileId id) throws StoreException {
    return ask(() -> Optional.ofNullable(files.find(byId(id)).first()).map(MongoFileStore::file));
  }

  @Override
  public Optional<byte[]> part(FileId id, int number) throws StoreException {
    Bson which = Filters.and(Filters.eq("files_id", id.value()), Filters.eq("n", number));
    return ask(
        () ->
            Optional.ofNullable(parts.find(which).first())
                .map(part -> part.get("data", Binary.class).getData()));
  }

  @Override
  public boolean claim(FileId id, String claimant) throws StoreException {
    Bson free = Filters.and(byId(id), Filters.in(CLAIM, "", claimant));
    Bson taken = Updates.combine(Updates.set(CLAIM, claimant), Updates.unset(FREE));
    return ask(() -> files.updateOne(free, taken).getMatchedCount() == 1);
  }

  @Override
  public void attach(List<FileId> ids, RoomId room, long sequence) throws StoreException {
    List<String> keys = ids.stream().map(FileId::value).toList();
    Bson message = Updates.set(MESSAGE, message(room, sequence));
    ask(() -> files.updateMany(Filters.in("_id", keys), message));
  }

  @Override
  public void removeOf(RoomId room, long sequence) throws StoreException {
    remove(Filters.eq(MESSAGE, message(room, sequence)));
  }

  @Override
  public void removeUnclaimed(Instant before) throws StoreException {
    remove(Filters.lt(FREE, Date.from(before)));
  }

  private void remove(Bson which) throws StoreException {
    List<Document> found =
        ask(
            () ->
                files
                    .find(which)
                    .projection(Projections.include("_id"))
                    .limit(SWEEP_FILES)
                    .into(new ArrayList<>()));
    for (Document file : found) {
      BsonValue key = new BsonString(file.getString("_id"));
      ask(
          () -> {
            bucket.delete(key);
            return true;
          });
    }
  }

  private static StoredFile file(Document document) {
    Document metadata = document.get("metadata", Document.class);
    return new StoredFile(
        new FileId(document.getString("_id")),
        new RoomId(metadata.getString("namespace"), metadata.getString("room")),
        new UserId(metadata.getString("owner")),
        new FileName(document.getString("filename")),
        new MediaType(metadata.getString("type")),
        document.getLong("length"),
        metadata.getDate("at").toInstant());
  }

  private static BsonString key(FileId id) {
    return new BsonString(id.value());
  }

  private static Bson byId(FileId id) {
    return Filters.eq("_id", id.value());
  }

  private static String message(RoomId room, long sequence) {
    return room.namespace() + "|" + room.name() + "|" + sequence;
  }

  private <T> T ask(Supplier<T> question) throws StoreException {
    if (!connection.available()) {
      throw new StoreException("the store is away", new IllegalStateException());
    }
    try {
      return question.get();
    } catch (MongoException | IllegalStateException e) {
      throw new StoreException("the store could not answer", e);
    }
  }
}
