package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.SocketIOClient;
import dev.natter.auth.Bearer;
import dev.natter.auth.BrowserHeaders;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.Knock;
import dev.natter.auth.Token;
import dev.natter.chat.Correspondents;
import dev.natter.chat.Deed;
import dev.natter.chat.Messages;
import dev.natter.chat.Participants;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomId;
import dev.natter.chat.Rooms;
import dev.natter.chat.SessionId;
import dev.natter.engine.EngineClient;
import dev.natter.engine.EngineNamespace;
import dev.natter.engine.EngineServer;
import dev.natter.engine.EventArguments;
import dev.natter.fanout.Audience;
import dev.natter.wire.ConnectRequest;
import dev.natter.wire.Dialect;
import dev.natter.wire.EventName;
import dev.natter.wire.MalformedException;
import dev.natter.wire.PrivateMessaging.Introduction;
import dev.natter.wire.ShownLimits;
import dev.natter.wire.Space;
import dev.natter.wire.Spaces;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The Socket.IO door: its table of events, and the beginning and end of each session.
 *
 * <p>Thread: io.
 */
public final class SocketIoGateway {

  private static final Rejected FLOOD =
      new Rejected(RejectCode.RATE_LIMITED, "Too many in a short time, again and again.");

  private final EngineServer engine;
  private final Spaces spaces;
  private final Rooms rooms;
  private final SocketIoAudience audience;
  private final Replies replies;
  private final MessageEvents messageEvents;
  private final RoomEvents roomEvents;
  private final RoomCommands roomCommands;
  private final RoomDesk desk;
  private final HistoryEvents historyEvents;
  private final AmendEvents amendEvents;
  private final ChatExampleEvents chatExample;
  private final Participants participants;
  private final PrivateMessages privateMessages;
  private final SessionEvents sessionEvents;
  private final Doorkeeper doorkeeper;
  private final Consumer<Throwable> faults;

  /** By which event a dialect says something. */
  private final Map<EventName, Dialect> speech = new EnumMap<>(EventName.class);

  /**
   * A door that is still closed.
   *
   * @param engine runs its listeners on the event loops
   * @param doorkeeper asked about everybody who connects, and about every event
   * @param spaces the namespaces that exist; of their dialects only those of Socket.IO matter here
   * @param faults told of what should not have happened
   */
  public SocketIoGateway(
      EngineServer engine,
      Messages messages,
      Doorkeeper doorkeeper,
      RoomDesk desk,
      Participants participants,
      Correspondents correspondents,
      ShownLimits limits,
      Spaces spaces,
      Consumer<Throwable> faults) {
    this.engine = engine;
    this.spaces = spaces;
    this.rooms = desk.rooms();
    List<Dialect> spoken = spoken(spaces.all());
    spoken.forEach(dialect -> speech.putIfAbsent(dialect.says(), dialect));
    this.audience = new SocketIoAudience(engine, messages, desk, spoken);
    this.replies = new Replies(faults);
    this.messageEvents = new MessageEvents(messages, audience, replies);
    this.roomEvents = new RoomEvents(messages, desk, audience, replies, limits.rooms());
    this.roomCommands = new RoomCommands(desk, messageEvents, replies);
    this.desk = desk;
    this.historyEvents = new HistoryEvents(messages, replies);
    this.amendEvents = new AmendEvents(messages, replies);
    this.chatExample = new ChatExampleEvents(participants, desk.presence(), messageEvents, replies);
    this.participants = participants;
    this.privateMessages = new PrivateMessages(correspondents, messages, messageEvents, replies);
    this.sessionEvents = new SessionEvents(replies, limits);
    this.doorkeeper = doorkeeper;
    this.faults = faults;
  }

  /** Its listeners, which the fan-out must be given. */
  public List<Audience> audiences() {
    return List.of(audience, privateMessages);
  }

  /** Lets clients in; before the engine starts. */
  public void open() {
    for (Space space : spaces.all()) {
      if (space.isPattern()) {
        engine.addNamespaces(space.pattern(), made -> listen(made, made.wireName(), space));
      } else {
        String name = space.name();
        listen(engine.addNamespace(name.equals("/") ? "" : name), name, space);
      }
    }
  }

  /** The dialects that are spoken at this door in any of some spaces. */
  private static List<Dialect> spoken(List<Space> spaces) {
    return Arrays.stream(Dialect.values())
        .filter(Dialect::isSocketIo)
        .filter(dialect -> spaces.stream().anyMatch(space -> space.dialects().contains(dialect)))
        .toList();
  }

  private void listen(EngineNamespace namespace, String name, Space space) {
    List<Dialect> dialects = spoken(List.of(space));
    RoomId lobby = RoomId.lobby(name);
    namespace.use(client -> admit(client, lobby, dialects));
    namespace.addConnectListener(this::enter);
    namespace.addDisconnectListener(client -> session(client).ifPresent(this::dismiss));
    Map<EventName, Handler> table = new EnumMap<>(EventName.class);
    table.put(EventName.JOIN, roomEvents::join);
    table.put(EventName.LEAVE, roomEvents::leave);
    table.put(EventName.HISTORY, historyEvents::page);
    table.put(EventName.SEARCH, historyEvents::search);
    table.put(EventName.MESSAGE_EDIT, amendEvents::edit);
    table.put(EventName.MESSAGE_DELETE, amendEvents::delete);
    table.put(EventName.MESSAGE_REACT, amendEvents::react);
    table.put(EventName.MESSAGE_EDITS, amendEvents::edits);
    table.put(EventName.ROOM_CHANGES, amendEvents::changes);
    table.put(EventName.SESSION_REFRESH, sessionEvents::refresh);
    for (Dialect dialect : dialects) {
      table.put(
          dialect.says(),
          (session, arguments, ack) -> messageEvents.send(dialect, session, arguments, ack));
    }
    if (dialects.contains(Dialect.CHAT_EXAMPLE)) {
      table.put(EventName.ADD_USER, chatExample::addUser);
      table.put(EventName.TYPING, chatExample::typing);
      table.put(EventName.STOP_TYPING, chatExample::stopTyping);
    }
    if (dialects.contains(Dialect.PRIVATE_MESSAGE)) {
      table.put(EventName.PRIVATE_MESSAGE, privateMessages::send);
    }
    if (dialects.contains(Dialect.NATTER)) {
      table.putAll(roomCommands.table());
    }
    table.forEach((event, handler) -> on(namespace, event, handler));
    refuseUnknown(
        namespace, table.keySet().stream().map(EventName::text).collect(Collectors.toSet()));
  }

  /** What nobody listens to is answered as well, so that no client waits for ever. */
  private void refuseUnknown(EngineNamespace namespace, Set<String> known) {
    namespace.addAnyListener(
        (client, event, arguments, ack) -> {
          boolean heard = !known.contains(event);
          Optional<Session> session = heard ? session(client) : Optional.empty();
          if (session.isPresent()
              && passes(session.get(), Deed.EVENT, why -> replies.refuse(ack, why))) {
            replies.refuse(ack, new Rejected(RejectCode.NOT_FOUND, "There is no such event here."));
          }
        });
  }

  /** What is done with an event. */
  @FunctionalInterface
  interface Handler {
    void handle(Session session, EventArguments arguments, AckRequest ack)
        throws MalformedException;
  }

  private void on(EngineNamespace namespace, EventName event, Handler handler) {
    namespace.addEventListener(
        event.text(),
        EventArguments.class,
        (client, arguments, ack) ->
            replies.answering(
                ack,
                () -> {
                  Optional<Session> session = session(client);
                  if (session.isPresent() && passes(session.get(), event, ack)) {
                    handler.handle(session.get(), arguments, ack);
                  }
                }));
  }

  /** A session that is still to be entered, with what its client said of itself. */
  private record Welcome(
      Session session,
      ConnectRequest request,
      boolean broughtToken,
      Optional<Introduction> introduction) {}

  /** Counts an event; one too many is answered, and who goes on all the same is sent away. */
  private boolean passes(Session session, Deed deed, Consumer<Rejected> refuse) {
    Optional<Rejected> refused = doorkeeper.refusal(session.caller(), deed, session.namespace());
    refused.ifPresent(refuse);
    if (session.isFlooding(refused.isPresent())) {
      SessionEvents.end(session, FLOOD);
    }
    return refused.isEmpty();
  }

  private boolean passes(Session session, EventName event, AckRequest ack) {
    Optional<Dialect> says = Optional.ofNullable(speech.get(event));
    Deed deed = event == EventName.JOIN ? Deed.JOIN : Deed.EVENT;
    return passes(
        session,
        deed,
        why ->
            says.ifPresentOrElse(
                dialect -> replies.answer(ack, dialect, why), () -> replies.refuse(ack, why)));
  }

  private CompletionStage<AuthTokenResult> admit(
      EngineClient client, RoomId lobby, List<Dialect> dialects) {
    String namespace = lobby.namespace();
    try {
      ConnectRequest request = ConnectRequest.read(client.auth().json(0), query(client));
      Optional<Dialect> dialect =
          dialects.size() == 1 ? Optional.of(dialects.get(0)) : request.dialect();
      if (dialect.isPresent() && !dialects.contains(dialect.get())) {
        throw new MalformedException("This dialect is not spoken here.");
      }
      Optional<Introduction> introduction = introduction(client, dialect, dialects);
      SessionId id = new SessionId(client.publicId());
      Introduction said = introduction.orElse(Introduction.NONE);
      String token = request.token().isEmpty() ? said.sessionId() : request.token();
      String name = said.username().isEmpty() ? request.name() : said.username();
      Bearer bearer = Bearer.ofHandshake(token, browser(client));
      if (request.byCookie() && bearer.token().isEmpty()) {
        return refused(RejectCode.UNAUTHORIZED, "No cookie of this server came along. Sign in.");
      }
      Knock knock = new Knock(namespace, bearer, name, id, address(client));
      return doorkeeper
          .admit(knock)
          .thenApply(
              answer ->
                  answer.fold(
                      admission -> {
                        Optional<Rejected> stranger = rooms.refusal(admission.caller(), namespace);
                        if (stranger.isPresent()) {
                          admission.end();
                          return refusal(stranger.get());
                        }
                        if (introduction.isPresent()
                            && !PrivateMessages.recognises(admission, introduction.get())) {
                          admission.end();
                          return refusal(PrivateMessages.unnamed());
                        }
                        Session session = new Session(client, lobby, admission, dialect);
                        client.attach(
                            new Welcome(session, request, !bearer.token().isEmpty(), introduction));
                        return AuthTokenResult.AuthTokenResultSuccess;
                      },
                      why ->
                          refusal(introduction.isPresent() ? PrivateMessages.refusal(why) : why)));
    } catch (MalformedException e) {
      return refused(RejectCode.BAD_REQUEST, e.sentence());
    } catch (RuntimeException e) {
      faults.accept(e);
      return refused(RejectCode.INTERNAL, "The server failed at this. Try again in a moment.");
    }
  }

  /**
   * How a client of the private messaging example introduces itself. What it will speak need not be
   * known: to others that say their name in the same way, its words mean nothing.
   */
  private Optional<Introduction> introduction(
      EngineClient client, Optional<Dialect> dialect, List<Dialect> dialects)
      throws MalformedException {
    boolean known = dialect.isPresent();
    if (!dialects.contains(Dialect.PRIVATE_MESSAGE)
        || dialect.orElse(Dialect.PRIVATE_MESSAGE) != Dialect.PRIVATE_MESSAGE) {
      return Optional.empty();
    }
    try {
      return Optional.of(Introduction.read(client.auth().json(0)))
          .filter(introduction -> known || introduction.isGiven());
    } catch (MalformedException e) {
      if (known) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static CompletionStage<AuthTokenResult> refused(RejectCode code, String sentence) {
    return CompletableFuture.completedFuture(refusal(new Rejected(code, sentence)));
  }

  private static AuthTokenResult refusal(Rejected why) {
    Map<String, Object> reason = new HashMap<>();
    reason.put("code", why.code().name());
    reason.put("retry", why.code().retryable());
    if (!why.retryAfter().isZero()) {
      reason.put("retryAfterMs", why.retryAfter().toMillis());
    }
    Map<String, Object> fault = new HashMap<>();
    fault.put("message", why.sentence());
    fault.put("data", reason);
    return new AuthTokenResult(false, fault);
  }

  private static BrowserHeaders browser(EngineClient client) {
    HttpHeaders handshake = client.connectionHandshake().getHttpHeaders();
    return BrowserHeaders.of(handshake::getAll);
  }

  private static String address(EngineClient client) {
    return client.connectionHandshake().getAddress().getAddress().getHostAddress();
  }

  private void enter(SocketIOClient client) {
    if (((EngineClient) client).attachment() instanceof Welcome welcome) {
      Session session = welcome.session();
      ((EngineClient) client).attach(session);
      desk.presence().enter(session.namespace(), session.caller());
      welcome
          .introduction()
          .ifPresent(said -> privateMessages.enter(session, key(session, welcome.request())));
      if (session.dialect().filter(Dialect.NATTER::equals).isPresent()) {
        audience.listenForItself(session);
      }
      try {
        sessionEvents.open(session, welcome.broughtToken());
        roomEvents.enter(session, welcome.request().room(), welcome.request().serverOffset());
      } catch (MalformedException e) {
        // Its rooms were looked at before it was let in.
        faults.accept(e);
      }
    }
  }

  /** By what a session's user comes back: a guest's own token, or the one that it brought. */
  private static String key(Session session, ConnectRequest request) {
    return session.admission().guestToken().map(Token::text).orElse(request.token());
  }

  private void dismiss(Session session) {
    session.admission().end();
    desk.presence().leave(session.namespace(), session.caller());
    audience.dismiss(session);
    participants.leave(session.id());
    privateMessages.dismiss(session);
  }

  static Optional<Session> session(SocketIOClient client) {
    return ((EngineClient) client).attachment() instanceof Session session
        ? Optional.of(session)
        : Optional.empty();
  }

  private static Map<String, String> query(EngineClient client) {
    Map<String, String> query = new HashMap<>();
    client
        .connectionHandshake()
        .getUrlParams()
        .forEach((name, values) -> query.put(name, values.isEmpty() ? "" : values.get(0)));
    return query;
  }
}
