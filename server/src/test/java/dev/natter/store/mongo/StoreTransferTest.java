package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.natter.chat.Account;
import dev.natter.chat.Cursor;
import dev.natter.chat.Draft;
import dev.natter.chat.FileId;
import dev.natter.chat.FileName;
import dev.natter.chat.FileStore;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.MediaType;
import dev.natter.chat.Member;
import dev.natter.chat.Mentions;
import dev.natter.chat.MessageBody;
import dev.natter.chat.References;
import dev.natter.chat.Role;
import dev.natter.chat.Room;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomKind;
import dev.natter.chat.Sanction;
import dev.natter.chat.SendResult;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import dev.natter.chat.StoredFile;
import dev.natter.chat.UserId;
import dev.natter.chat.Webhook;
import dev.natter.chat.WebhookId;
import dev.natter.chat.WebhookKind;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports, imports and checks of the embedded store. */
class StoreTransferTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final RoomId GREEN = new RoomId("/", "green");
  private static final RoomId GREEN_TOO = new RoomId("/", "green too");
  private static final RoomId ELSEWHERE = new RoomId("/other", "green");
  private static final FileId PHOTO = new FileId("photo");
  private static final References BRINGING = new References(0, Mentions.NONE, List.of(PHOTO));

  /** Every document of the source: messages, rooms, member, file and parts, webhook, user. */
  private static final int ALL = 215 + 2 + 1 + 3 + 1 + 1;

  private static final Sender ANN = new Sender(UserId.account("ann"), "Ann");

  @TempDir private Path folder = Path.of("");

  private final List<String> told = new ArrayList<>();
  private final EmbeddedFolder opened = new EmbeddedFolder();
  private MongoConnection source;
  private MongoConnection target;

  @BeforeEach
  void fill() throws Exception {
    source = open("source");
    target = open("target");
    try (MongoMessageStore messages = MongoMessageStore.open(source, CLOCK)) {
      List<Draft> drafts = new ArrayList<>();
      for (RoomId room : List.of(GREEN, GREEN_TOO, ELSEWHERE)) {
        for (int i = 1; i <= 2 * ShelfReader.PAGE + 5; i++) {
          MessageBody body = new MessageBody("{\"text\":\"m" + i + "\",\"n\":1.0}", "natter");
          if (i > 5 && !room.equals(GREEN)) {
            break;
          }
          drafts.add(
              new Draft(room, ANN, body, IdempotencyKey.ofGuest("c" + i, body), SessionId.NONE)
                  .with(room.equals(GREEN) && i == 7 ? BRINGING : References.NONE));
        }
      }
      // A store that has just been made may take long on a busy machine; the keys keep a repeated
      // draft from being stored twice.
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> messages.append(drafts).results().stream().allMatch(this::isKept));
    }
    try (MongoRoomStore rooms = MongoRoomStore.open(source)) {
      rooms.create(Room.of(GREEN, RoomKind.PRIVATE, ANN.user(), NOW));
      rooms.create(Room.of(ELSEWHERE, RoomKind.PUBLIC, ANN.user(), NOW));
      rooms.save(
          new Member(GREEN, ANN.user(), "Ann", Role.OWNER, NOW, Sanction.NONE, Cursor.at(3)));
    }
    MongoFileStore files = MongoFileStore.open(source);
    FileName name = new FileName("photo.png");
    MediaType type = new MediaType("image/png");
    byte[] content = new byte[FileStore.PART_BYTES + 1];
    files.keep(new StoredFile(PHOTO, GREEN, ANN.user(), name, type, content.length, NOW), content);
    files.claim(PHOTO, "c7", NOW);
    files.attach(List.of(PHOTO), GREEN, 7);
    MongoWebhookStore.open(source).keep(webhook(200));
    MongoUserStore.open(source).add(account("ann"));
  }

  private static Account account(String name) {
    UserId id = UserId.account(name);
    return new Account(id, name, Standing.USER, "hash", 0, Optional.empty(), NOW, 0);
  }

  private static Webhook webhook(long delivered) {
    return new Webhook(
        new WebhookId("hook"),
        GREEN,
        WebhookKind.OUT,
        "Hook",
        "https://example.org/",
        "",
        "secret",
        delivered,
        false,
        "");
  }

  private boolean isKept(SendResult result) {
    return result instanceof SendResult.Accepted;
  }

  private MongoConnection open(String name) throws Exception {
    MongoConnection connection = opened.open(folder.resolve(name));
    MongoMessageStore.open(connection, CLOCK).close();
    MongoRoomStore.open(connection).close();
    MongoFileStore.open(connection);
    MongoWebhookStore.open(connection);
    MongoUserStore.open(connection);
    MongoAuditStore.open(connection);
    return connection;
  }

  @AfterEach
  void closeAll() {
    opened.close();
  }

  @Test
  void whatIsImportedIsExactlyWhatWasExported() throws Exception {
    String export = export(source, List.of());

    StoreImport.Result result = read(export);

    assertThat(result).isEqualTo(new StoreImport.Result(ALL, 0, 0));
    assertThat(export(target, List.of())).isEqualTo(export);
    try (MongoMessageStore messages = MongoMessageStore.open(target, CLOCK);
        MongoMessageStore before = MongoMessageStore.open(source, CLOCK)) {
      HistoryQuery query = new HistoryQuery(GREEN, 0, Long.MAX_VALUE, 200);
      assertThat(messages.history(query)).isEqualTo(before.history(query));
      assertThat(messages.lastSequence(ELSEWHERE)).isEqualTo(5);
    }
  }

  @Test
  void onlyThoseRoomsAreExportedThatWereAskedFor() throws Exception {
    String export = export(source, List.of(GREEN));

    assertThat(export.lines().skip(1)).hasSize(205 + 1 + 1 + 3 + 1 + 1);
    assertThat(export).doesNotContain("green too").doesNotContain("/other");
    assertThat(read(export).added()).isEqualTo(211);
  }

  @Test
  void anImportMayBeRepeated() throws Exception {
    String export = export(source, List.of());
    read(export);

    assertThat(read(export)).isEqualTo(new StoreImport.Result(0, ALL, 0));
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsThereIsNotOverwrittenButTold() throws Exception {
    String export = export(source, List.of(GREEN));
    read(export);
    target
        .database()
        .getCollection("messages")
        .updateOne(Filters.eq("s", 7L), Updates.set("body", "\"other\""));

    assertThat(read(export)).isEqualTo(new StoreImport.Result(0, 210, 1));
    assertThat(told)
        .containsExactly("messages /|green|000000000007 was left out: another one has its id.");
  }

  @Test
  void aKeyThatIsTakenIsTold() throws Exception {
    read(export(source, List.of(GREEN)));
    Document first = target.database().getCollection("messages").find().first();
    String room = first.getString("r");
    target.database().getCollection("messages").deleteOne(Filters.eq("_id", first.get("_id")));
    target
        .database()
        .getCollection("messages")
        .insertOne(new Document(first).append("_id", room + "|000000000999"));

    assertThat(read(export(source, List.of(GREEN)))).isEqualTo(new StoreImport.Result(0, 210, 1));
    assertThat(told.get(0)).contains("|000000000001 was left out: it says something twice");
  }

  @Test
  void anExportThatWasCutOffIsNoticed() throws Exception {
    String export = export(source, List.of(GREEN));
    String cut = export.substring(0, export.lastIndexOf('\n', export.length() - 2) + 1);

    assertThatThrownBy(() -> read(cut))
        .isInstanceOf(BrokenExportException.class)
        .hasMessage("The export is cut off after line 212; the rest is missing.");
  }

  @Test
  void aLineThatIsNoneIsToldWithItsNumber() throws Exception {
    String head = "{\"natter\":1}\n";
    assertBroken("", "Line 1 is not JSON as an export has it.");
    assertBroken("{}", "Line 1 is not the first line of an export of this version of Natter.");
    assertBroken("{\"natter\":2}", "Line 1 is not the first line of an export of this version");
    assertBroken(head + "{", "Line 2 is not JSON as an export has it.");
    assertBroken(
        head + "\n\n{\"in\":\"system.users\",\"document\":{}}", "Line 4 holds no document");
    assertBroken(head + "{\"in\":{\"$ne\":1},\"document\":{}}", "Line 2 holds no document");
    assertBroken(head + "{\"in\":\"messages\",\"document\":5}", "Line 2 holds no document");
    assertBroken(head + "{\"in\":\"messages\",\"document\":{}}", "Line 2 holds a document without");
  }

  private void assertBroken(String export, String sentence) {
    assertThatThrownBy(() -> read(export))
        .isInstanceOf(BrokenExportException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void aWholeStoreHasNothingWrong() throws Exception {
    assertThat(new StoreCheck(source, told::add).run()).isEqualTo(ALL - 2);
    assertThat(told).isEmpty();
  }

  @Test
  void aHoleInASequenceIsFound() throws Exception {
    source.database().getCollection("messages").deleteOne(Filters.eq("_id", id(100)));

    new StoreCheck(source, told::add).run();

    assertThat(told)
        .containsExactly(
            "The message /|green|000000000101 follows number 99: what was between is missing.");
  }

  @Test
  void aMessageInAPlaceThatIsNotItsOwnIsFound() throws Exception {
    source
        .database()
        .getCollection("messages")
        .updateOne(Filters.eq("_id", id(205)), Updates.set("s", 206L));
    source
        .database()
        .getCollection("messages")
        .updateOne(Filters.eq("_id", id(204)), Updates.set("at", "yesterday"));

    new StoreCheck(source, told::add).run();

    assertThat(told)
        .containsExactly(
            "The message /|green|000000000204 is no message: a field is missing or of another"
                + " kind.",
            "The message /|green|000000000205 says that it is number 206 of /|green.");
  }

  @Test
  void aReplyToNothingAndAChangeOutOfOrderAreFound() throws Exception {
    set(9, Updates.set("q", 9L));
    set(10, Updates.set("q", 3L));
    set(11, Updates.combine(Updates.set("c", 5L), Updates.set("rc", id(5))));
    set(12, Updates.combine(Updates.set("c", 6L), Updates.set("rc", id(7))));
    set(13, Updates.set("c", 8L));

    new StoreCheck(source, told::add).run();

    String changes = " has no place among the changes of its room.";
    assertThat(told)
        .containsExactly(
            "The message " + id(9) + " replies to what does not stand before it.",
            "The message " + id(12) + changes,
            "The message " + id(13) + changes);
  }

  @Test
  void aModificationWithoutANumberAndRemainsOfADeletedMessageAreFound() throws Exception {
    set(9, Updates.set("e", Date.from(NOW)));
    set(10, Updates.combine(Updates.set("c", 5L), Updates.set("rc", id(5))));
    set(10, Updates.combine(Updates.set("x", true), Updates.set("m", List.of("user:bob"))));

    assertFound(
        "The message " + id(9) + " has no place among the changes of its room.",
        "The message " + id(10) + " is deleted, but not all of it is gone.");
  }

  private void set(long sequence, Bson update) {
    in("messages").updateOne(Filters.eq("_id", id(sequence)), update);
  }

  private MongoCollection<Document> in(String collection) {
    return source.database().getCollection(collection);
  }

  private void assertFound(String... findings) throws Exception {
    told.clear();
    new StoreCheck(source, told::add).run();
    assertThat(told).containsExactlyInAnyOrder(findings);
  }

  @Test
  void filesAndMessagesThatDoNotAgreeAreFound() throws Exception {
    set(7, Updates.unset("f"));
    set(8, Updates.set("f", List.of("photo")));
    set(9, Updates.set("f", List.of("nothing")));

    assertFound(
        "The message " + id(8) + " brings the file photo of another message.",
        "The message " + id(9) + " brings the file nothing, which is not there.",
        "The file photo is kept for the message " + id(7) + ", which does not bring it.");
  }

  @Test
  void aFileThatIsNotWholeIsFound() throws Exception {
    in("files.chunks").deleteOne(Filters.eq("n", 0));

    assertFound("The file photo is not whole: its parts do not make up its length.");
  }

  @Test
  void partsWithoutTheirFileAreFound() throws Exception {
    in("files.files").deleteOne(Filters.eq("_id", "photo"));

    assertFound(
        "The message " + id(7) + " brings the file photo, which is not there.",
        "The file photo has parts, but is not there itself.");
  }

  @Test
  void whatACutOffUploadLeftIsNotWrong() throws Exception {
    Document whole = Objects.requireNonNull(in("files.files").find().first());
    Document metadata = whole.get("metadata", Document.class);
    metadata.append("hidden", Date.from(NOW)).remove("message");
    in("files.files").insertOne(whole.append("_id", "half"));

    assertFound();
  }

  @Test
  void whoHasSeenMoreThanWasSaidIsFound() throws Exception {
    in("members").updateOne(Filters.eq("u", "user:ann"), Updates.set("mn", List.of(206L)));
    MongoWebhookStore.open(source).keep(webhook(207));

    assertFound(
        "The member /|green|user:ann has seen number 206 of a room that has 205.",
        "The webhook hook has seen number 207 of a room that has 205.");
  }

  @Test
  void aMemberOfARoomThatIsNotThereIsFound() throws Exception {
    try (MongoRoomStore rooms = MongoRoomStore.open(source)) {
      for (Role role : List.of(Role.GUEST, Role.MEMBER)) {
        UserId user = UserId.account(role.name());
        rooms.save(new Member(GREEN_TOO, user, "Bob", role, NOW, Sanction.NONE, Cursor.START));
      }
    }

    assertFound("The member /|green too|user:MEMBER belongs to a room that is not there.");
  }

  @Test
  void twoAccountsOfOneNameAreFound() throws Exception {
    MongoUserStore.open(source).add(account("bob"));
    in("users").dropIndex("nameKey_1");
    Document ann = Objects.requireNonNull(in("users").find().first());
    in("users")
        .updateOne(Filters.eq("_id", "user:bob"), Updates.set("nameKey", ann.getString("nameKey")));

    assertFound("user:ann and user:bob have the same 'nameKey', which only one may have.");
  }

  @Test
  void wordsThatASearchWouldMissAreFound() throws Exception {
    try (MongoMessageStore messages = MongoMessageStore.open(source, CLOCK)) {
      HistoryQuery first = new HistoryQuery(GREEN, 0, 129, WordBlock.MESSAGES);
      Document block = new WordBlock(GREEN, 0).document(messages.history(first).messages());
      in("words").deleteMany(new Document());
      in("words").insertOne(block);
    }
    assertFound();

    in("words").updateMany(new Document(), Updates.pull("w", WordBlock.key(GREEN, "m3")));
    assertFound("The words " + id(0) + " lack some of the message 3.");

    in("words").deleteMany(new Document());
    in("words").insertOne(new WordBlock(GREEN, 2).document(List.of()));
    assertFound(
        "The words " + id(0) + " are missing, though there are later ones.",
        "The words " + id(1) + " are missing, though there are later ones.");
  }

  @Test
  void roomsAndMembersThatCannotBeReadAreFound() throws Exception {
    source
        .database()
        .getCollection("rooms")
        .updateOne(Filters.eq("_id", "/|green"), Updates.set("k", "SECRET"));
    source
        .database()
        .getCollection("members")
        .updateOne(Filters.eq("u", "user:ann"), Updates.unset("since"));
    RoomId direct = RoomId.direct("/", ANN.user(), UserId.account("bob"));
    try (MongoRoomStore rooms = MongoRoomStore.open(source)) {
      rooms.create(Room.of(direct, RoomKind.DIRECT, ANN.user(), NOW));
    }

    new StoreCheck(source, told::add).run();

    assertThat(told)
        .containsExactly(
            "The room /|" + direct.name() + " is one of two, but has 0 members.",
            "The room /|green cannot be read: a field is missing or of another kind.",
            "The member /|green|user:ann cannot be read: a field is missing or of another kind.");
  }

  @Test
  void whatIsThereTwiceIsFoundWhereNoIndexGuardedIt() throws Exception {
    source.database().getCollection("messages").dropIndex("rk_1");
    String key = "/|green|same";
    for (int i : new int[] {3, 150, 151}) {
      source
          .database()
          .getCollection("messages")
          .updateOne(Filters.eq("_id", id(i)), Updates.set("rk", key));
    }

    new StoreCheck(source, told::add).run();

    assertThat(told).hasSize(2).allMatch(finding -> finding.endsWith("only one may have."));
  }

  @Test
  void everyCollectionOfTheStoreIsExported() throws Exception {
    List<String> known = new ArrayList<>();
    for (Shelf shelf : Shelf.values()) {
      known.add(shelf.collection());
    }

    assertThat(source.database().listCollectionNames().into(new ArrayList<>()))
        .allMatch(name -> known.contains(name));
  }

  private static String id(long sequence) {
    return MessageDocuments.id("/|green", sequence);
  }

  private String export(MongoConnection from, Collection<RoomId> rooms) throws Exception {
    StringBuilder out = new StringBuilder();
    new StoreExport(from).write(rooms, out);
    return out.toString();
  }

  private StoreImport.Result read(String export) throws Exception {
    told.clear();
    return new StoreImport(target, told::add).read(new StringReader(export));
  }
}
