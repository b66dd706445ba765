package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.natter.chat.AuditEntry;
import dev.natter.chat.AuditStore;
import dev.natter.chat.Listing;
import dev.natter.chat.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Audit entries in the collection {@code audit}, to which is only ever added.
 *
 * <p>Thread: any that may block.
 */
public final class MongoAuditStore implements AuditStore {

  private static final Pattern CURSOR = Pattern.compile("(\\d{1,15})-([0-9a-f]{24})");
  private static final String ID = "_id";
  private static final String AT = "at";
  private static final String ACTOR = "actor";
  private static final String ACTION = "action";
  private static final String TARGET = "target";
  private static final String NAMESPACE = "namespace";
  private static final String ROOM = "room";
  private static final String ADDRESS = "address";
  private static final String OUTCOME = "outcome";

  private final MongoCalls audit;

  private MongoAuditStore(MongoConnection connection) {
    audit = new MongoCalls(connection, "audit");
  }

  /** Opens the store and makes its index. */
  public static MongoAuditStore open(MongoConnection connection) throws StoreUnavailableException {
    MongoAuditStore store = new MongoAuditStore(connection);
    store.audit.prepare(
        "The index of the audit log cannot be made.",
        found -> found.createIndex(Indexes.ascending(AT)));
    return store;
  }

  @Override
  public void append(List<AuditEntry> entries) throws StoreException {
    List<Document> documents = entries.stream().map(MongoAuditStore::document).toList();
    audit.ask(found -> found.insertMany(documents));
  }

  @Override
  public Listing<AuditEntry> page(String cursor, int limit) throws StoreException {
    List<Document> found =
        audit.ask(
            entries ->
                entries
                    .find(before(cursor))
                    .sort(Sorts.descending(AT, ID))
                    .limit(limit)
                    .into(new ArrayList<>()));
    String next = found.size() < limit ? "" : cursor(found.get(limit - 1));
    return new Listing<>(found.stream().map(MongoAuditStore::entry).toList(), next);
  }

  /** Entries of one millisecond are told apart by their ids, which ascend as they are made. */
  private static Bson before(String cursor) {
    Matcher matcher = CURSOR.matcher(cursor);
    if (!matcher.matches()) {
      return Filters.empty();
    }
    Date at = Date.from(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))));
    return Filters.or(
        Filters.lt(AT, at),
        Filters.and(Filters.eq(AT, at), Filters.lt(ID, new ObjectId(matcher.group(2)))));
  }

  private static String cursor(Document document) {
    return document.getDate(AT).toInstant().toEpochMilli()
        + "-"
        + document.getObjectId(ID).toHexString();
  }

  private static Document document(AuditEntry entry) {
    return new Document(AT, Date.from(entry.at()))
        .append(ACTOR, entry.actor())
        .append(ACTION, entry.action())
        .append(TARGET, entry.target())
        .append(NAMESPACE, entry.namespace())
        .append(ROOM, entry.room())
        .append(ADDRESS, entry.address())
        .append(OUTCOME, entry.outcome());
  }

  private static AuditEntry entry(Document document) {
    return new AuditEntry(
        document.getDate(AT).toInstant(),
        document.getString(ACTOR),
        document.getString(ACTION),
        document.getString(TARGET),
        document.getString(NAMESPACE),
        document.getString(ROOM),
        document.getString(ADDRESS),
        document.getString(OUTCOME));
  }
}
