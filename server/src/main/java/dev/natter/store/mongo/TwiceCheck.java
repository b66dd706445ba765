package dev.natter.store.mongo;

import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Looks at documents in the order of a field whose values may each be there only once. */
final class TwiceCheck {

  private final String field;
  private final Consumer<String> findings;
  private @Nullable BsonDocument before;

  TwiceCheck(String field, Consumer<String> findings) {
    this.field = field;
    this.findings = findings;
  }

  void visit(BsonDocument document) {
    BsonDocument previous = before;
    if (previous != null && value(previous).equals(value(document))) {
      findings.accept(
          "%s and %s have the same '%s', which only one may have."
              .formatted(
                  StoreImport.name(Shelf.id(previous)),
                  StoreImport.name(Shelf.id(document)),
                  field));
    }
    before = document;
  }

  private BsonValue value(BsonDocument document) {
    return Shelf.value(document, field);
  }
}
