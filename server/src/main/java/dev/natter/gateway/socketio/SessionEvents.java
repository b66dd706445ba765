package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.auth.Admission;
import dev.natter.auth.Farewell;
import dev.natter.chat.Rejected;
import dev.natter.engine.EngineClient;
import dev.natter.engine.EventArguments;
import dev.natter.engine.EventFrame;
import dev.natter.wire.Dialect;
import dev.natter.wire.EventName;
import dev.natter.wire.MalformedException;
import dev.natter.wire.RefreshSession;
import dev.natter.wire.Refusal;
import dev.natter.wire.SessionEnded;
import dev.natter.wire.SessionExpiring;
import dev.natter.wire.SessionOpened;
import dev.natter.wire.SessionRefreshed;
import dev.natter.wire.ShownLimits;
import dev.natter.wire.WireCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells sessions who they are and how long, and lets them go on with a newer token. Only those are
 * told who speak Natter's own dialect or came with a token: others know nothing of it.
 *
 * <p>Thread: any.
 */
final class SessionEvents {

  private final Replies replies;
  private final ShownLimits limits;

  SessionEvents(Replies replies, ShownLimits limits) {
    this.replies = replies;
    this.limits = limits;
  }

  /** A session that is told by an event what becomes of it. */
  private record Told(Session session) implements Farewell {

    @Override
    public void expiring(Instant end) {
      tell(session, EventName.SESSION_EXPIRING, SessionExpiring.at(end));
    }

    @Override
    public void ended(Rejected why) {
      end(session, why);
    }
  }

  /** Begins a session. */
  void open(Session session, boolean broughtToken) {
    boolean knowsUs = broughtToken || session.dialect().equals(Optional.of(Dialect.NATTER));
    var admission = session.admission();
    admission.begin(new Told(session));
    if (knowsUs) {
      tell(
          session,
          EventName.SESSION_OPENED,
          SessionOpened.of(
              admission.caller(),
              admission.expires(),
              admission.guestToken().map(token -> token.text()).orElse(""),
              limits));
    }
  }

  /** Goes on with another token, or with the cookie renewed, without a new connection. */
  void refresh(Session session, EventArguments arguments, AckRequest ack)
      throws MalformedException {
    List<String> texts = MessageEvents.texts(arguments);
    RefreshSession request = RefreshSession.read(texts.isEmpty() ? "{}" : texts.get(0));
    Admission admission = session.admission();
    var unused =
        (request.token().isEmpty() ? admission.extend() : admission.refresh(request.token()))
            .thenAccept(
                answer ->
                    replies.answer(
                        ack,
                        answer.<Object>fold(
                            now -> SessionRefreshed.of(now.caller(), now.expires()), Refusal::of)));
  }

  /** Ends a session for good: its client is told why, and does not come back by itself. */
  static void end(Session session, Rejected why) {
    tell(session, EventName.SESSION_ENDED, SessionEnded.of(why));
    session.client().disconnect();
  }

  private static void tell(Session session, EventName event, Object payload) {
    EngineClient client = session.client();
    EventFrame frame = EventFrame.of(session.namespace(), event.text(), WireCodec.json(payload));
    client.emit(frame);
    frame.release();
  }
}
