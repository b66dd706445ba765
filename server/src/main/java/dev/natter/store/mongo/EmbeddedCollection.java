package dev.natter.store.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection as a map from position to BSON bytes; positions ascend with insertion.
 *
 * <p>Thread: any – guarded by its monitor (upstream's).
 */
final class EmbeddedCollection extends AbstractSynchronizedMongoCollection<Long> {
  private static final int TYPICAL_DOCUMENT_BYTES = 512;

  private final MVMap<Long, byte[]> documents;
  private final AtomicLong lastPosition;

  EmbeddedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      CursorRegistry cursors,
      MVMap<Long, byte[]> documents) {
    super(database, name, options, cursors);
    this.documents = documents;
    Long last = documents.lastKey();
    this.lastPosition = new AtomicLong(last == null ? 0 : last);
  }

  /** Answers from the index that narrows most; reads everything only when none does. */
  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document orderBy,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document projection) {
    QueryPlan plan = QueryPlan.of(getIndexes(), query, orderBy);
    if (plan == null) {
      return matchDocuments(query, orderBy, skip, limit, batchSize, projection);
    }
    Stream<Document> candidates =
        plan.positions().map(documents::get).filter(Objects::nonNull).map(this::decode);
    Document remainingOrder = plan.sorted() ? null : orderBy;
    return matchDocumentsFromStream(
        candidates, query, remainingOrder, skip, limit, batchSize, projection);
  }

  /** How a query would be answered and what it would cost, as MongoDB's {@code explain} has it. */
  Document explain(Document query, @Nullable Document orderBy, int limit) {
    QueryPlan plan = QueryPlan.of(getIndexes(), query, orderBy);
    AtomicLong keys = new AtomicLong();
    AtomicLong examined = new AtomicLong();
    Stream<Long> positions =
        plan == null
            ? documents.keySet().stream()
            : plan.positions().peek(position -> keys.incrementAndGet());
    Stream<Document> candidates =
        positions
            .map(documents::get)
            .filter(Objects::nonNull)
            .peek(document -> examined.incrementAndGet())
            .map(this::decode);
    Document order = plan != null && plan.sorted() ? null : orderBy;
    int found =
        matchDocumentsFromStream(candidates, query, order, 0, limit, Integer.MAX_VALUE, null)
            .collectDocuments()
            .size();
    Document winner =
        plan == null
            ? new Document("stage", "COLLSCAN")
            : new Document("stage", "IXSCAN").append("indexName", plan.index().getName());
    Document statistics =
        new Document("nReturned", found)
            .append("totalKeysExamined", keys.get())
            .append("totalDocsExamined", examined.get());
    return new Document("queryPlanner", new Document("winningPlan", winner))
        .append("executionStats", statistics);
  }

  @Override
  protected QueryResult matchDocuments(
      Document query,
      @Nullable Document orderBy,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document projection) {
    boolean backwards = isNaturalDescending(orderBy) && !documents.isEmpty();
    Cursor<Long, byte[]> cursor =
        backwards
            ? documents.cursor(documents.lastKey(), null, true)
            : documents.cursor(null, null, false);
    Stream<Document> all = QueryPlan.stream(cursor).map(position -> decode(cursor.getValue()));
    return matchDocumentsFromStream(all, query, orderBy, skip, limit, batchSize, projection);
  }

  @Override
  public void addIndex(Index<Long> index) {
    super.addIndex(index);
    if (index instanceof OrderedIndex ordered) {
      ordered.filled();
    }
  }

  @Override
  protected Stream<DocumentWithPosition<Long>> streamAllDocumentsWithPosition() {
    return documents.entrySet().stream()
        .map(entry -> new DocumentWithPosition<>(decode(entry.getValue()), entry.getKey()));
  }

  @Override
  protected Document getDocument(Long position) {
    return decode(Objects.requireNonNull(documents.get(position)));
  }

  @Override
  protected Long addDocumentInternal(Document document) {
    long position = lastPosition.incrementAndGet();
    documents.append(position, encode(document));
    return position;
  }

  @Override
  protected void handleUpdate(Long position, Document oldDocument, Document newDocument) {
    documents.put(position, encode(newDocument));
  }

  @Override
  public synchronized void removeDocument(Document document) {
    Long position = position(document);
    if (position == null) {
      return;
    }
    for (Index<Long> index : getIndexes()) {
      if (index instanceof OrderedIndex ordered) {
        ordered.remove(document, position);
      }
    }
    removeDocument(position);
  }

  private @Nullable Long position(Document document) {
    for (Index<Long> index : getIndexes()) {
      Long position = index.getPosition(document);
      if (position != null) {
        return position;
      }
    }
    return findDocumentPosition(document);
  }

  @Override
  protected void removeDocument(Long position) {
    documents.remove(position);
  }

  @Override
  public int count() {
    return documents.size();
  }

  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected int getDataSize() {
    return 0;
  }

  @Override
  protected void updateDataSize(int sizeDelta) {
    throw new UnsupportedOperationException("data size is not tracked");
  }

  private byte[] encode(Document document) {
    ByteBuf buffer = Unpooled.buffer(TYPICAL_DOCUMENT_BYTES);
    BsonEncoder.encodeDocument(document, buffer);
    byte[] bson = new byte[buffer.readableBytes()];
    buffer.readBytes(bson);
    return bson;
  }

  private Document decode(byte[] bson) {
    return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bson));
  }
}
