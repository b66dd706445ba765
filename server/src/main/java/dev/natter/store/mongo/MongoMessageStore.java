package dev.natter.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.natter.chat.Amended;
import dev.natter.chat.Amendment;
import dev.natter.chat.Appended;
import dev.natter.chat.ChangesPage;
import dev.natter.chat.ChangesQuery;
import dev.natter.chat.Draft;
import dev.natter.chat.EarlierBody;
import dev.natter.chat.FileId;
import dev.natter.chat.HistoryPage;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.Message;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.MessageStore;
import dev.natter.chat.RoomId;
import dev.natter.chat.ScanPage;
import dev.natter.chat.SearchPage;
import dev.natter.chat.SearchQuery;
import dev.natter.chat.StoreException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Messages in MongoDB, real or embedded. Sequences are counted in memory from the newest message;
 * the unique {@code _id} guards them against another store on the same database.
 *
 * <p>Thread: any; the counters are guarded by lock, each counter belongs to its room's lane.
 */
public final class MongoMessageStore implements MessageStore {

  /** The most rooms whose counters are kept; the one unused longest is read again when needed. */
  static final int MAX_WARM_ROOMS = 10_000;

  private static final String COLLECTION = "messages";
  private static final String WORDS_COLLECTION = "words";

  private final MongoConnection connection;
  private final MongoCollection<Document> collection;
  private final WordIndex words;
  private final Clock clock;
  private final Map<RoomId, RoomCounter> counters = new LinkedHashMap<>(16, 0.75f, true);

  private MongoMessageStore(MongoConnection connection, Clock clock) {
    this.connection = connection;
    this.collection = connection.database().getCollection(COLLECTION);
    this.words =
        new WordIndex(
            connection.database().getCollection(WORDS_COLLECTION),
            this::queries,
            connection.operationTimeout().toMillis());
    this.clock = clock;
  }

  /** Opens the store and makes its indexes; closing it leaves the connection open. */
  public static MongoMessageStore open(MongoConnection connection, Clock clock)
      throws StoreUnavailableException {
    MongoMessageStore store = new MongoMessageStore(connection, clock);
    try {
      store.createIndex(MessageDocuments.ROOM_KEY, true);
      store.createIndex(MessageDocuments.ROOM_CHANGE, true);
      store.createIndex(MessageDocuments.FILES, false);
      store.words.createIndex(connection.startTimeout().toMillis());
    } catch (MongoException e) {
      throw new StoreUnavailableException("The indexes of the messages cannot be made.", e);
    }
    return store;
  }

  private void createIndex(String field, boolean unique) {
    collection
        .withTimeout(connection.startTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .createIndex(Indexes.ascending(field), new IndexOptions().unique(unique).sparse(true));
  }

  @Override
  public Appended append(List<Draft> drafts) {
    if (!accepting()) {
      return AppendBatch.refused(drafts);
    }
    long start = System.nanoTime();
    AppendBatch batch = new AppendBatch(drafts, this::counter, queries(), clock);
    Appended appended = batch.run();
    note(start, batch.failure());
    for (MessagePosted posted : appended.posted()) {
      words.posted(posted.room(), posted.message().sequence());
    }
    return appended;
  }

  @Override
  public Amended amend(List<Amendment> amendments) {
    if (!accepting()) {
      return AmendBatch.refused(amendments);
    }
    long start = System.nanoTime();
    AmendBatch batch = new AmendBatch(amendments, this::counter, queries(), clock);
    Amended amended = batch.run();
    note(start, batch.failure());
    amended.changed().stream()
        .filter(changed -> changed.message().revision().editedAt().isPresent())
        .forEach(changed -> index(changed.message()));
    return amended;
  }

  private void index(Message message) {
    try {
      words.changed(message);
    } catch (MongoException | IllegalStateException e) {
      // The edit is kept; that its new words are not found until the next edit is the lesser evil.
      connection.failed(System.nanoTime(), e);
    }
  }

  private void note(long start, @Nullable RuntimeException failure) {
    if (failure == null) {
      connection.succeeded(start);
    } else {
      connection.failed(start, failure);
    }
  }

  @Override
  public long lastSequence(RoomId room) throws StoreException {
    RoomCounter counter = counter(room);
    if (!counter.isSeeded()) {
      counter.advance(read(queries -> queries.last(room)));
    }
    return counter.last();
  }

  @Override
  public long lastChange(RoomId room) throws StoreException {
    RoomCounter counter = counter(room);
    if (!counter.knowsChange()) {
      counter.changed(read(queries -> queries.lastChange(room)));
    }
    return counter.lastChange();
  }

  @Override
  public ChangesPage changes(ChangesQuery query) throws StoreException {
    return read(queries -> queries.page(query));
  }

  @Override
  public List<EarlierBody> earlier(RoomId room, long sequence) throws StoreException {
    return read(queries -> queries.withIds(List.of(MessageDocuments.id(room, sequence)))).stream()
        .flatMap(document -> MessageDocuments.earlier(document).stream())
        .toList();
  }

  @Override
  public SearchPage search(SearchQuery query) throws StoreException {
    return read(queries -> new MessageSearch(query, queries, words).run());
  }

  @Override
  public HistoryPage history(HistoryQuery query) throws StoreException {
    return read(queries -> queries.page(query));
  }

  private <T> T read(Function<MessageQueries, T> read) throws StoreException {
    if (!accepting()) {
      throw new StoreException("the store is away", new IllegalStateException());
    }
    try {
      return read.apply(queries());
    } catch (MongoException | IllegalStateException e) {
      throw new StoreException("the store could not answer", e);
    }
  }

  @Override
  public long trim(RoomId room, long below, int limit) throws StoreException {
    long last = lastSequence(room);
    long removed = read(queries -> queries.trim(room, Math.min(below, last), limit));
    if (removed > 0) {
      read(queries -> words.forget(room, queries.first(room)));
    }
    return removed;
  }

  @Override
  public List<Message> bringing(Collection<FileId> files) throws StoreException {
    return read(queries -> queries.bringing(files));
  }

  @Override
  public ScanPage scan(String from, int limit) throws StoreException {
    return read(queries -> queries.scan(from, limit));
  }

  @Override
  public boolean accepting() {
    return connection.available();
  }

  @Override
  public void close() {
    words.close();
    synchronized (counters) {
      counters.clear();
    }
  }

  private MessageQueries queries() {
    return new MessageQueries(collection, connection.operationTimeout());
  }

  private RoomCounter counter(RoomId room) {
    synchronized (counters) {
      RoomCounter counter = counters.computeIfAbsent(room, RoomCounter::new);
      if (counters.size() > MAX_WARM_ROOMS) {
        RoomId eldest = counters.keySet().iterator().next();
        counters.remove(eldest);
      }
      return counter;
    }
  }
}
