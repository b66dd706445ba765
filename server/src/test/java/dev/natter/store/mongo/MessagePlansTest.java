package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.Filters;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which index answers each query of the messages on the embedded store; none reads everything. */
class MessagePlansTest {

  private static final RoomId ROOM = RoomId.lobby("/");

  private final MVStore memory = new MVStore.Builder().open();
  private final List<Index<Long>> messages =
      List.of(
          index("_id", false, true),
          index(MessageDocuments.ROOM_KEY, true, true),
          index(MessageDocuments.ROOM_CHANGE, true, true));
  private final List<Index<Long>> words =
      List.of(index("_id", false, true), index(WordBlock.WORDS, false, false));

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void historyIsARangeOfIdsInTheirOrder() {
    QueryPlan plan =
        plan(messages, MessageDocuments.within(new HistoryQuery(ROOM, 7, 70, 50)), "_id", -1);

    assertThat(plan.index().getName()).isEqualTo("_id");
    assertThat(plan.range()).isTrue();
    assertThat(plan.sorted()).isTrue();
    assertThat(plan.descending()).isTrue();
  }

  @Test
  void changesAreARangeOfTheirNumbersInTheirOrder() {
    QueryPlan plan =
        plan(messages, MessageDocuments.changedAfter(ROOM, 3), MessageDocuments.ROOM_CHANGE, 1);

    assertThat(plan.index().getName()).isEqualTo(MessageDocuments.ROOM_CHANGE);
    assertThat(plan.range()).isTrue();
    assertThat(plan.sorted()).isTrue();
    assertThat(plan.descending()).isFalse();
  }

  @Test
  void aWordIsOnePointOfItsIndex() {
    Bson query =
        Filters.and(
            Filters.eq(WordBlock.WORDS, WordBlock.key(ROOM, "fox")),
            Filters.eq(WordBlock.WORDS, WordBlock.key(ROOM, "red")),
            MessageDocuments.of(ROOM));

    QueryPlan plan = plan(words, query, "", 1);

    assertThat(plan.index().getName()).isEqualTo(WordBlock.WORDS);
    assertThat(plan.points()).isEqualTo(1);
  }

  private static QueryPlan plan(List<Index<Long>> indexes, Bson query, String order, int way) {
    Document sort = new Document();
    if (!order.isEmpty()) {
      sort.append(order, way);
    }
    BsonDocument bson =
        query.toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry());
    return Objects.requireNonNull(QueryPlan.of(indexes, document(bson), sort));
  }

  private Index<Long> index(String field, boolean sparse, boolean unique) {
    MVMap<byte[], Long> map =
        memory.openMap(
            field + memory.getMapNames().size(),
            new MVMap.Builder<byte[], Long>()
                .keyType(ByteArrayType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
    return new OrderedIndex(
        field, List.of(new IndexKey(field, true)), sparse, unique, map, memory.openMap("marks"));
  }

  private static Document document(BsonDocument bson) {
    Document document = new Document();
    bson.forEach((name, value) -> document.append(name, value(value)));
    return document;
  }

  private static Object value(BsonValue value) {
    if (value instanceof BsonDocument document) {
      return document(document);
    }
    if (value instanceof BsonArray array) {
      List<Object> values = new ArrayList<>();
      array.forEach(each -> values.add(value(each)));
      return values;
    }
    return value.isString() ? value.asString().getValue() : value.asNumber().longValue();
  }
}
