package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Participants;
import dev.natter.chat.Presence;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.engine.EventArguments;
import dev.natter.engine.EventFrame;
import dev.natter.wire.ChatExample;
import dev.natter.wire.Dialect;
import dev.natter.wire.MalformedException;

/**
 * What clients of Socket.IO's chat example say beside their messages.
 *
 * <p>Thread: io.
 */
final class ChatExampleEvents {

  private final Participants participants;
  private final Presence presence;
  private final MessageEvents messageEvents;
  private final Replies replies;

  ChatExampleEvents(
      Participants participants, Presence presence, MessageEvents messageEvents, Replies replies) {
    this.participants = participants;
    this.presence = presence;
    this.messageEvents = messageEvents;
    this.replies = replies;
  }

  void addUser(Session session, EventArguments arguments, AckRequest ack)
      throws MalformedException {
    String name = ChatExample.name(MessageEvents.texts(arguments));
    messageEvents.recognise(Dialect.CHAT_EXAMPLE, session);
    if (!session.introduces()) {
      replies.refuse(ack, new Rejected(RejectCode.CONFLICT, "You have said your name already."));
      return;
    }
    var unused =
        session
            .admission()
            .rename(name)
            .thenAccept(
                answer ->
                    answer.fold(
                        caller -> enter(session, ack),
                        why -> {
                          session.introducesAnew();
                          replies.refuse(ack, why);
                          return false;
                        }));
  }

  private boolean enter(Session session, AckRequest ack) {
    presence.rename(session.namespace(), session.caller());
    participants.enter(
        session.speaksIn(),
        session.caller(),
        count -> welcome(session, new ChatExample.Login(count), ack),
        why -> replies.refuse(ack, why));
    return true;
  }

  private void welcome(Session session, ChatExample.Login login, AckRequest ack) {
    EventFrame frame = SocketIoAudience.frame(session.lobby(), login.spelling());
    session.client().emit(frame);
    frame.release();
    replies.answer(ack, login);
  }

  void typing(Session session, EventArguments arguments, AckRequest ack) {
    types(session, true, ack);
  }

  void stopTyping(Session session, EventArguments arguments, AckRequest ack) {
    types(session, false, ack);
  }

  private void types(Session session, boolean typing, AckRequest ack) {
    messageEvents.recognise(Dialect.CHAT_EXAMPLE, session);
    participants.types(session.caller(), typing);
    replies.done(ack);
  }
}
