package dev.natter.gateway.http;

import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.Member;
import dev.natter.chat.Role;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomDirectory;
import dev.natter.chat.RoomId;
import dev.natter.chat.UserId;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.CreateRoom;
import dev.natter.wire.CursorAck;
import dev.natter.wire.ListRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.MemberAck;
import dev.natter.wire.MemberListing;
import dev.natter.wire.PresenceListing;
import dev.natter.wire.RoomAck;
import dev.natter.wire.RoomListing;
import dev.natter.wire.RoomNames;
import dev.natter.wire.RoomUser;
import dev.natter.wire.SetCursor;
import dev.natter.wire.UnreadListing;
import dev.natter.wire.UpdateRoom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The rows of rooms, their members, and what one has read in them. */
public final class RoomRoutes {

  private static final String ROOM = "/api/rooms/{room}";
  private static final String MEMBER = ROOM + "/members/{user}";
  private static final String BAN = ROOM + "/bans/{user}";
  private static final String MUTE = ROOM + "/mutes/{user}";

  private final RoomDesk desk;

  public RoomRoutes(RoomDesk desk) {
    this.desk = desk;
  }

  List<ApiRow> rows() {
    return List.of(
        ApiRow.get("/api/rooms", this::list),
        ApiRow.post("/api/rooms", this::create),
        ApiRow.get(ROOM, this::show),
        ApiRow.patch(ROOM, this::update),
        ApiRow.get(ROOM + "/members", this::members),
        ApiRow.get(ROOM + "/presence", this::presence),
        ApiRow.put(MEMBER, request -> deed(request, this::role)),
        ApiRow.delete(
            MEMBER,
            request ->
                deed(request, (by, room, who) -> desk.moderation().kick(by, room, who.user()))),
        ApiRow.put(
            BAN,
            request ->
                deed(
                    request,
                    (by, room, who) -> desk.moderation().ban(by, room, who.user(), who.reason()))),
        ApiRow.delete(
            BAN,
            request ->
                deed(request, (by, room, who) -> desk.moderation().unban(by, room, who.user()))),
        ApiRow.put(
            MUTE,
            request ->
                deed(
                    request,
                    (by, room, who) -> desk.moderation().mute(by, room, who.user(), who.time()))),
        ApiRow.delete(
            MUTE,
            request ->
                deed(request, (by, room, who) -> desk.moderation().unmute(by, room, who.user()))),
        ApiRow.put(
            ROOM + "/invitations/{user}",
            request ->
                deed(request, (by, room, who) -> desk.moderation().invite(by, room, who.user()))),
        ApiRow.post("/api/direct", this::openDirect),
        ApiRow.put(ROOM + "/read", this::read),
        ApiRow.get("/api/unread", this::unread));
  }

  /** What is done to a user in a room. */
  @FunctionalInterface
  private interface Deed {
    CompletableFuture<Answer<Member>> to(Caller by, RoomId room, RoomUser who)
        throws MalformedException;
  }

  private CompletionStage<HttpAnswer> deed(ApiRequest request, Deed deed)
      throws MalformedException {
    RoomId room = request.room();
    UserId user = RoomUser.id(request.parameter("user"));
    String json = request.body().length == 0 ? "{}" : request.json();
    RoomUser who = RoomUser.of(room, user, json);
    return Answers.of(
        deed.to(request.caller(), room, who), member -> Answers.json(200, MemberAck.of(member)));
  }

  private CompletableFuture<Answer<Member>> role(Caller by, RoomId room, RoomUser who)
      throws MalformedException {
    if (who.role().isEmpty()) {
      throw new MalformedException("'role' is missing.");
    }
    return desk.moderation().role(by, room, who.user(), who.role().get());
  }

  private CompletionStage<HttpAnswer> list(ApiRequest request) throws MalformedException {
    ListRequest asked = ListRequest.ofQuery(request.query());
    return Answers.of(
        desk.directory()
            .list(
                request.caller(),
                request.namespace(),
                asked.words(),
                asked.cursor(),
                asked.limit()),
        page -> Answers.json(200, RoomListing.of(page)));
  }

  private CompletionStage<HttpAnswer> create(ApiRequest request) throws MalformedException {
    CreateRoom wanted = CreateRoom.read(request.json());
    RoomId room = RoomNames.id(request.namespace(), wanted.room());
    return Answers.of(
        desk.changes()
            .create(request.caller(), room, wanted.kind(), wanted.topic(), wanted.readOnly()),
        made -> Answers.json(201, RoomAck.of(made, Role.OWNER)));
  }

  private CompletionStage<HttpAnswer> show(ApiRequest request) throws MalformedException {
    return Answers.of(desk.directory().show(request.caller(), request.room()), RoomRoutes::sight);
  }

  private CompletionStage<HttpAnswer> update(ApiRequest request) throws MalformedException {
    return Answers.of(
        desk.changes().update(request.caller(), request.room(), UpdateRoom.patch(request.json())),
        RoomRoutes::sight);
  }

  private static HttpAnswer sight(RoomDirectory.Sight sight) {
    return Answers.json(200, RoomAck.of(sight.room(), sight.role()));
  }

  private CompletionStage<HttpAnswer> members(ApiRequest request) throws MalformedException {
    RoomId room = request.room();
    ListRequest asked = ListRequest.ofQuery(request.query());
    return Answers.of(
        desk.directory().members(request.caller(), room, asked.cursor(), asked.limit()),
        page ->
            Answers.json(
                200, MemberListing.of(room, page, user -> desk.presence().isPresent(room, user))));
  }

  private CompletionStage<HttpAnswer> presence(ApiRequest request) throws MalformedException {
    RoomId room = request.room();
    ListRequest asked = ListRequest.ofQuery(request.query());
    return Answers.of(
        desk.presence().list(request.caller(), room, asked.cursor(), asked.limit()),
        page -> Answers.json(200, PresenceListing.of(room, page)));
  }

  private CompletionStage<HttpAnswer> openDirect(ApiRequest request) throws MalformedException {
    UserId other = RoomUser.user(request.json());
    return Answers.of(
        desk.changes().openDirect(request.caller(), request.namespace(), other),
        room -> Answers.json(200, RoomAck.of(room, Role.MEMBER)));
  }

  private CompletionStage<HttpAnswer> read(ApiRequest request) throws MalformedException {
    RoomId room = request.room();
    long sequence = SetCursor.sequence(request.json());
    return Answers.of(
        desk.cursors().read(request.caller(), room, sequence),
        reached -> Answers.json(200, CursorAck.of(room, reached)));
  }

  private CompletionStage<HttpAnswer> unread(ApiRequest request) throws MalformedException {
    ListRequest asked = ListRequest.ofQuery(request.query());
    return Answers.of(
        desk.cursors().list(request.caller(), request.namespace(), asked.cursor(), asked.limit()),
        page -> Answers.json(200, UnreadListing.of(page)));
  }
}
