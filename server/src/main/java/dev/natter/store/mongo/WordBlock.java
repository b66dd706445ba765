package dev.natter.store.mongo;

import dev.natter.chat.Message;
import dev.natter.chat.RoomId;
import dev.natter.chat.Words;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/**
 * The words of {@value #MESSAGES} neighbouring messages of a room, as a document: {@code _id}
 * "namespace|room|number" with twelve digits, and in {@code w} one number for each word, which is
 * indexed. The number's upper half is made of the room and its lower of the word, so that the
 * entries of a room lie together and one look-up finds those of its blocks that have a word. Two
 * words may share a number: what a block promises is always looked up in its messages.
 *
 * @param number 0 for the messages 1 to {@value #MESSAGES}, and so on
 */
record WordBlock(RoomId room, long number) {

  /** How many messages make a block; a block is made once it is full. */
  static final int MESSAGES = 128;

  static final String WORDS = "w";

  private static final int HALF = 32;
  private static final long LOWER = 0xFFFF_FFFFL;

  /** The block that a message belongs to. */
  static WordBlock of(RoomId room, long sequence) {
    return new WordBlock(room, (sequence - 1) / MESSAGES);
  }

  String id() {
    return MessageDocuments.id(room, number);
  }

  long first() {
    return number * MESSAGES + 1;
  }

  long last() {
    return (number + 1) * MESSAGES;
  }

  Document document(List<Message> messages) {
    Set<Long> keys = new LinkedHashSet<>();
    messages.forEach(message -> keys.addAll(keys(room, Words.of(message))));
    return new Document(MessageDocuments.ID, id()).append(WORDS, List.copyOf(keys));
  }

  static Collection<Long> keys(RoomId room, Words words) {
    return words.all().stream().map(word -> key(room, word)).toList();
  }

  static long key(RoomId room, String word) {
    return ((long) spread(room.hashCode()) << HALF) | (spread(word.hashCode()) & LOWER);
  }

  /** Hash codes of texts are the same on every platform, and those of short ones lie together. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
