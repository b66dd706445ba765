package dev.natter.store.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * A database whose collections and indexes are maps of one {@link MVStore}: {@code d|database|
 * collection} and {@code x|database|collection|index}.
 */
final class EmbeddedDatabase extends AbstractSynchronizedMongoDatabase<Long> {
  private static final String COLLECTION = "d|";
  private static final String INDEX = "x|";

  private final MVStore store;
  private final MVMap<String, String> marks;

  EmbeddedDatabase(String name, MVStore store, CursorRegistry cursors) {
    super(name, cursors);
    this.store = store;
    this.marks =
        store.openMap(
            "marks",
            new MVMap.Builder<String, String>()
                .keyType(StringDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE));
    initializeNamespacesAndIndexes();
  }

  /** The databases that the store holds. */
  static List<String> names(MVStore store) {
    return store.getMapNames().stream()
        .filter(name -> name.startsWith(COLLECTION))
        .map(name -> name.substring(COLLECTION.length(), name.indexOf('|', COLLECTION.length())))
        .distinct()
        .toList();
  }

  @Override
  protected MongoCollection<Long> openOrCreateCollection(String name, CollectionOptions options) {
    MVMap<Long, byte[]> documents =
        store.openMap(
            collectionMap(name),
            new MVMap.Builder<Long, byte[]>()
                .keyType(LongDataType.INSTANCE)
                .valueType(ByteArrayType.INSTANCE));
    return new EmbeddedCollection(this, name, options, cursorRegistry, documents);
  }

  @Override
  protected Index<Long> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return openIndex(collection, name, keys, sparse, true);
  }

  @Override
  protected Index<Long> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return openIndex(collection, name, keys, sparse, false);
  }

  private Index<Long> openIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse, boolean unique) {
    MVMap<byte[], Long> entries =
        store.openMap(
            indexMap(collection, name),
            new MVMap.Builder<byte[], Long>()
                .keyType(ByteArrayType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
    return new OrderedIndex(name, keys, sparse, unique, entries, marks);
  }

  @Override
  protected void dropIndex(MongoCollection<Long> collection, String name) {
    super.dropIndex(collection, name);
    String map = indexMap(collection.getCollectionName(), name);
    store.removeMap(map);
    OrderedIndex.forget(map, marks);
  }

  @Override
  public void dropCollection(String name, Oplog oplog) {
    super.dropCollection(name, oplog);
    store.removeMap(collectionMap(name));
  }

  @Override
  protected long getFileSize() {
    return store.getFileStore() == null ? 0 : store.getFileStore().size();
  }

  @Override
  protected long getStorageSize() {
    return getFileSize();
  }

  /**
   * Knows {@code explain} of a find, which upstream does not, and lets the {@code $match} that
   * opens an aggregation (and so every count with a filter) use the indexes; upstream reads the
   * whole collection.
   */
  @Override
  public Document handleCommand(
      Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
    if (command.equalsIgnoreCase("explain")
        && query.get("explain") instanceof Document find
        && resolveCollection(String.valueOf(find.get("find")), false)
            instanceof EmbeddedCollection asked) {
      return explain(asked, find);
    }
    Document match = leadingMatch(command, query);
    MongoCollection<Long> collection =
        match == null ? null : resolveCollection(String.valueOf(query.get(command)), false);
    if (match == null || collection == null) {
      return super.handleCommand(channel, command, query, databases, oplog);
    }
    MongoCollection<?> matching = matching(collection, match);
    List<Document> pipeline = Aggregation.parse(query.get("pipeline"));
    Aggregation aggregation = Aggregation.fromPipeline(pipeline, databases, this, matching, oplog);
    aggregation.validate(query);
    Document cursor =
        new Document("id", 0L)
            .append("ns", collection.getFullName())
            .append("firstBatch", aggregation.computeResult());
    Document response = new Document("cursor", cursor);
    Utils.markOkay(response);
    return response;
  }

  private static Document explain(EmbeddedCollection collection, Document find) {
    Document filter = find.get("filter") instanceof Document query ? query : new Document();
    Document order = find.get("sort") instanceof Document sort ? sort : null;
    int limit = find.get("limit") instanceof Number most ? most.intValue() : 0;
    Document response = collection.explain(filter, order, limit);
    Utils.markOkay(response);
    return response;
  }

  private static @Nullable Document leadingMatch(String command, Document query) {
    if (command.equalsIgnoreCase("aggregate")
        && query.get("pipeline") instanceof List<?> stages
        && !stages.isEmpty()
        && stages.get(0) instanceof Document stage
        && stage.get("$match") instanceof Document match
        && !match.isEmpty()) {
      return match;
    }
    return null;
  }

  /** The collection as it would be if it held only what matches. */
  private static MongoCollection<?> matching(MongoCollection<Long> collection, Document match) {
    return (MongoCollection<?>)
        Proxy.newProxyInstance(
            MongoCollection.class.getClassLoader(),
            new Class<?>[] {MongoCollection.class},
            (proxy, method, arguments) ->
                method.getName().equals("queryAllAsStream")
                    ? collection.handleQueryAsStream(match)
                    : invoke(collection, method, arguments));
  }

  private static @Nullable Object invoke(
      MongoCollection<Long> collection, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(collection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private String collectionMap(String collection) {
    return COLLECTION + getDatabaseName() + "|" + collection;
  }

  private String indexMap(String collection, String index) {
    return INDEX + getDatabaseName() + "|" + collection + "|" + index;
  }
}
