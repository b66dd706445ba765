package dev.natter.store.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * An index, unique or not, as an ordered map from {@link OrderedKey} to the document's position. In
 * an index that is not unique the position ends the key.
 *
 * <p>Queries reach it through {@link QueryPlan} alone; upstream's own look-up is switched off.
 *
 * <p>Thread: any – guarded by the collection's monitor for writing; maps may be read at any time.
 */
final class OrderedIndex extends Index<Long> {
  private static final String MULTIKEY = "multikey|";
  private static final String FILLED = "filled|";

  private final List<String> fields;
  private final boolean nested;
  private final boolean unique;
  private final MVMap<byte[], Long> map;
  private final MVMap<String, String> marks;
  private final String multikeyMark;
  private volatile boolean multikey;

  /** What was checked last, which is mostly what is added next, and its keys. */
  private @Nullable Document checked;

  private List<byte[]> checkedKeys = List.of();

  /**
   * @param marks where it is remembered that the index has met an array, and that it was filled
   */
  OrderedIndex(
      String name,
      List<IndexKey> keys,
      boolean sparse,
      boolean unique,
      MVMap<byte[], Long> map,
      MVMap<String, String> marks) {
    super(name, keys, sparse);
    this.fields = keys();
    this.nested = fields.stream().anyMatch(field -> field.contains("."));
    this.unique = unique;
    this.map = map;
    this.marks = marks;
    this.multikeyMark = multikeyMark(map.getName());
    this.multikey = marks.containsKey(multikeyMark);
  }

  private static String multikeyMark(String mapName) {
    return MULTIKEY + mapName;
  }

  private static String filledMark(String mapName) {
    return FILLED + mapName;
  }

  /** Forgets what is remembered of an index that is no more. */
  static void forget(String mapName, MVMap<String, String> marks) {
    marks.remove(multikeyMark(mapName));
    marks.remove(filledMark(mapName));
  }

  /** From now on every document that it should hold is in it. */
  void filled() {
    marks.putIfAbsent(filledMark(map.getName()), "");
  }

  int fieldCount() {
    return fields.size();
  }

  String field(int position) {
    return fields.get(position);
  }

  boolean ascending(int position) {
    return getKeys().get(position).isAscending();
  }

  /** Whether a document may have several entries, or none, because it holds an array. */
  boolean multikey() {
    return multikey;
  }

  boolean sparse() {
    return isSparse();
  }

  @Nullable Long position(byte[] key) {
    return map.get(key);
  }

  /** Entries with keys from {@code low} to {@code high}, both included; the other way round. */
  Cursor<byte[], Long> entries(byte[] low, byte[] high, boolean descending) {
    return descending ? map.cursor(high, low, true) : map.cursor(low, high, false);
  }

  @Override
  @SuppressWarnings("NullAway") // Upstream's contract: null when the document is not there.
  public Long getPosition(Document document) {
    if (unique) {
      for (byte[] key : keysOf(document)) {
        Long position = map.get(key);
        if (position != null) {
          return position;
        }
      }
    }
    return null;
  }

  /** Also finds out, before anything is changed, whether the document can be indexed at all. */
  @Override
  public void checkAdd(Document document, MongoCollection<Long> collection) {
    List<byte[]> keys = keysOf(document);
    for (byte[] key : keys) {
      if (unique && map.containsKey(key)) {
        throw duplicate(document, collection);
      }
    }
    checked = document;
    checkedKeys = keys;
  }

  @Override
  public void add(Document document, Long position, MongoCollection<Long> collection) {
    markMultikey(document);
    for (byte[] key : keysToAdd(document)) {
      Long present = map.putIfAbsent(stored(key, position), position);
      if (present != null && !present.equals(position)) {
        throw duplicate(document, collection);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // To compare documents would cost more than their keys.
  private List<byte[]> keysToAdd(Document document) {
    List<byte[]> keys = checked == document ? checkedKeys : keysOf(document);
    checked = null;
    return keys;
  }

  @Override
  public void checkUpdate(
      Document oldDocument, Document newDocument, MongoCollection<Long> collection) {
    List<byte[]> keys = keysOf(newDocument);
    if (!unique || sameEntries(oldDocument, newDocument)) {
      return;
    }
    Long own = getPosition(oldDocument);
    for (byte[] key : keys) {
      Long position = map.get(key);
      if (position != null && !position.equals(own)) {
        throw duplicate(newDocument, collection);
      }
    }
  }

  @Override
  public void updateInPlace(
      Document oldDocument, Document newDocument, Long position, MongoCollection<Long> collection) {
    if (!sameEntries(oldDocument, newDocument)) {
      remove(oldDocument, position);
      add(newDocument, position, collection);
    }
  }

  void remove(Document document, long position) {
    for (byte[] key : keysOf(document)) {
      map.remove(stored(key, position));
    }
  }

  @Override
  public Long remove(Document document) {
    throw new UnsupportedOperationException("the collection removes by position");
  }

  @Override
  public boolean canHandle(Document query) {
    return false;
  }

  @Override
  public Iterable<Long> getPositions(Document query) {
    throw new UnsupportedOperationException("queries go through the planner");
  }

  @Override
  public long getCount() {
    return map.sizeAsLong();
  }

  /**
   * Whether the collection has to be read to fill it, which is what upstream asks for at every
   * start. A sparse index may have nothing to hold although there are a million documents.
   */
  @Override
  public boolean isEmpty() {
    return map.isEmpty() && !marks.containsKey(filledMark(map.getName()));
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public boolean isUnique() {
    return unique;
  }

  @Override
  public void drop() {
    // The database removes the map.
  }

  /** In a sparse index a null has an entry and a missing field has none: they are not the same. */
  private boolean sameEntries(Document oldDocument, Document newDocument) {
    return !sparse() && nullAwareEqualsKeys(oldDocument, newDocument);
  }

  private DuplicateKeyError duplicate(Document document, MongoCollection<Long> collection) {
    return new DuplicateKeyError(
        this, collection, getKeys(), getKeyValues(document).iterator().next());
  }

  private byte[] stored(byte[] key, long position) {
    return unique ? key : OrderedKey.join(key, OrderedKey.bytes(position));
  }

  private List<byte[]> keysOf(Document document) {
    if (sparse() && !hasAny(document)) {
      return List.of();
    }
    if (!nested && !holdsArray(document)) {
      byte[] key = new byte[0];
      for (int i = 0; i < fields.size(); i++) {
        key = append(key, i, document.getOrMissing(fields.get(i)));
      }
      return List.of(key);
    }
    Set<KeyValue> values = getKeyValues(document);
    List<byte[]> keys = new ArrayList<>(values.size());
    for (KeyValue value : values) {
      keys.add(key(value.iterator()));
    }
    return keys;
  }

  private byte[] key(Iterator<Object> values) {
    byte[] key = new byte[0];
    for (int i = 0; values.hasNext(); i++) {
      key = append(key, i, values.next());
    }
    return key;
  }

  private byte[] append(byte[] key, int field, @Nullable Object value) {
    byte[] part = OrderedKey.encode(value, ascending(field));
    return key.length == 0 ? part : OrderedKey.join(key, part);
  }

  private boolean hasAny(Document document) {
    for (String field : fields) {
      if (nested
          ? !(Utils.getSubdocumentValueCollectionAware(document, field) instanceof Missing)
          : document.containsKey(field)) {
        return true;
      }
    }
    return false;
  }

  private void markMultikey(Document document) {
    if (!multikey && holdsArray(document)) {
      multikey = true;
      marks.put(multikeyMark, "");
    }
  }

  private boolean holdsArray(Document document) {
    for (String field : fields) {
      if (holdsArray(document, field)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsArray(Document document, String field) {
    int dot = field.indexOf('.');
    Object value = document.get(dot < 0 ? field : field.substring(0, dot));
    if (dot >= 0 && value instanceof Document inner) {
      return holdsArray(inner, field.substring(dot + 1));
    }
    return value instanceof Collection;
  }
}
