package dev.natter.store.mongo;

import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Updates;
import dev.natter.chat.Cursor;
import dev.natter.chat.CursorMove;
import dev.natter.chat.Member;
import dev.natter.chat.Role;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sanction;
import dev.natter.chat.UserId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What a room knows of a user, as a document: {@code _id} "namespace|room|user"; {@code u} the
 * user, {@code n} its name, {@code role}, {@code since}; {@code mu}, {@code b}, {@code br} and
 * {@code ba} the end of its mute, its ban, why, and the banned address; {@code rd} and {@code dl}
 * how far it has read and received, {@code mn} the newest sequences that mention it.
 *
 * <p>Three fields are there for sparse indexes, each holding only those whom it finds: {@code ur}
 * "user|namespace|room" and {@code rn} "namespace|room|name in lower case" for those who belong to
 * the room, {@code x} "namespace|room" for those against whom it holds something.
 */
final class MemberDocuments {
  static final String ID = "_id";
  static final String OF_USER = "ur";
  static final String BY_NAME = "rn";
  static final String SANCTIONED = "x";
  static final String ROLE = "role";

  private static final String USER = "u";
  private static final String NAME = "n";
  private static final String SINCE = "since";
  private static final String MUTED_UNTIL = "mu";
  private static final String BANNED = "b";
  private static final String REASON = "br";
  private static final String ADDRESS = "ba";
  private static final String READ = "rd";
  private static final String DELIVERED = "dl";
  private static final String MENTIONS = "mn";

  private static final PushOptions NEWEST_MENTIONS = new PushOptions().slice(-Cursor.MAX_MENTIONS);

  private MemberDocuments() {}

  static String id(RoomId room, UserId user) {
    return RoomDocuments.id(room) + "|" + user.value();
  }

  static String byName(RoomId room, String name) {
    String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return RoomDocuments.id(room) + "|" + folded;
  }

  /** The update that keeps a member; the cursor only where there was nothing. */
  static Bson update(Member member) {
    Sanction sanction = member.sanction();
    boolean sanctioned = !sanction.equals(Sanction.NONE);
    List<Bson> updates = new ArrayList<>();
    updates.add(Updates.set(USER, member.user().value()));
    updates.add(Updates.set(NAME, member.name()));
    updates.add(Updates.set(ROLE, member.role().name()));
    updates.add(Updates.set(SINCE, Date.from(member.since())));
    updates.add(Updates.set(MUTED_UNTIL, Date.from(sanction.mutedUntil())));
    updates.add(Updates.set(BANNED, sanction.banned()));
    updates.add(Updates.set(REASON, sanction.reason()));
    updates.add(Updates.set(ADDRESS, sanction.address()));
    updates.add(
        indexed(
            OF_USER,
            member.belongs(),
            member.user().value() + "|" + RoomDocuments.id(member.room())));
    updates.add(indexed(BY_NAME, member.belongs(), byName(member.room(), member.name())));
    updates.add(indexed(SANCTIONED, sanctioned, RoomDocuments.id(member.room())));
    updates.add(Updates.setOnInsert(READ, member.cursor().read()));
    updates.add(Updates.setOnInsert(DELIVERED, member.cursor().delivered()));
    updates.add(Updates.setOnInsert(MENTIONS, member.cursor().mentions()));
    return Updates.combine(updates);
  }

  private static Bson indexed(String field, boolean there, String value) {
    return there ? Updates.set(field, value) : Updates.unset(field);
  }

  static Bson update(CursorMove move) {
    List<Bson> updates = new ArrayList<>();
    updates.add(Updates.max(READ, move.read()));
    updates.add(Updates.max(DELIVERED, Math.max(move.read(), move.delivered())));
    if (!move.mentions().isEmpty()) {
      updates.add(Updates.pushEach(MENTIONS, move.mentions(), NEWEST_MENTIONS));
    }
    return Updates.combine(updates);
  }

  static Member member(Document document) {
    String id = document.getString(ID);
    String user = document.getString(USER);
    return new Member(
        RoomDocuments.roomId(id.substring(0, id.length() - user.length() - 1)),
        new UserId(user),
        document.getString(NAME),
        Role.valueOf(document.getString(ROLE)),
        document.getDate(SINCE).toInstant(),
        new Sanction(
            document.getDate(MUTED_UNTIL).toInstant(),
            document.getBoolean(BANNED, false),
            document.get(REASON, ""),
            document.get(ADDRESS, "")),
        cursor(document));
  }

  /** A move that was repeated after a fault may have left a mention twice. */
  private static Cursor cursor(Document document) {
    List<Long> mentions =
        document.getList(MENTIONS, Long.class, List.of()).stream().distinct().toList();
    return new Cursor(document.get(READ, 0L), document.get(DELIVERED, 0L), mentions);
  }
}
