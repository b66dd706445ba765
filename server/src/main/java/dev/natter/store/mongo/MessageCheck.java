package dev.natter.store.mongo;

import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Looks at all messages in the order of their ids, room by room. A room may begin above 1, where
 * its oldest messages were not to be kept; from there on it has no hole. Changes do have holes: a
 * message keeps the number of its newest one alone.
 */
final class MessageCheck {

  private final Consumer<String> findings;
  private String room = "";
  private long last;

  MessageCheck(Consumer<String> findings) {
    this.findings = findings;
  }

  /** Tells whether it is a message in its place, so that one may look further. */
  boolean visit(BsonDocument message) {
    BsonValue id = Shelf.id(message);
    if (!id.isString()
        || !message.isString(MessageDocuments.ROOM)
        || !message.isInt64(MessageDocuments.SEQUENCE)
        || !message.isString(MessageDocuments.SENDER_ID)
        || !message.isDateTime(MessageDocuments.TIME)) {
      find(id, "is no message: a field is missing or of another kind");
      return false;
    }
    String of = message.getString(MessageDocuments.ROOM).getValue();
    long sequence = message.getInt64(MessageDocuments.SEQUENCE).getValue();
    if (!id.asString().getValue().equals(MessageDocuments.id(of, sequence))) {
      find(id, "says that it is number " + sequence + " of " + of);
      return false;
    }
    if (of.equals(room) && sequence != last + 1) {
      find(id, "follows number " + last + ": what was between is missing");
    }
    room = of;
    last = sequence;
    checkReferences(message, id, of);
    checkChange(message, id, of);
    return true;
  }

  private void checkReferences(BsonDocument message, BsonValue id, String of) {
    BsonValue key = Shelf.value(message, MessageDocuments.ROOM_KEY);
    if (!key.isNull() && !(key.isString() && key.asString().getValue().startsWith(of + "|"))) {
      find(id, "has the key of another room");
    }
    BsonValue replyTo = Shelf.value(message, MessageDocuments.REPLY_TO);
    if (!replyTo.isNull() && !isBefore(replyTo)) {
      find(id, "replies to what does not stand before it");
    }
  }

  private void checkChange(BsonDocument message, BsonValue id, String of) {
    BsonValue change = Shelf.value(message, MessageDocuments.CHANGE);
    BsonValue order = Shelf.value(message, MessageDocuments.ROOM_CHANGE);
    boolean unchanged =
        change.isNull()
            && order.isNull()
            && MessageDocuments.CHANGED.stream().noneMatch(message::containsKey);
    if (!unchanged && !(change.isInt64() && order.equals(order(of, change.asInt64())))) {
      find(id, "has no place among the changes of its room");
    }
    boolean deleted = !Shelf.value(message, MessageDocuments.DELETED).isNull();
    if (deleted && MessageDocuments.GONE.stream().anyMatch(message::containsKey)) {
      find(id, "is deleted, but not all of it is gone");
    }
  }

  private boolean isBefore(BsonValue sequence) {
    return sequence.isInt64()
        && sequence.asInt64().getValue() > 0
        && sequence.asInt64().getValue() < last;
  }

  private static BsonValue order(String of, BsonInt64 change) {
    return new BsonString(MessageDocuments.id(of, change.getValue()));
  }

  private void find(BsonValue id, String why) {
    findings.accept("The message " + StoreImport.name(id) + " " + why + ".");
  }
}
