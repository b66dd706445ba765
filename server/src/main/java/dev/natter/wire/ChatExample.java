package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.natter.chat.ParticipantEntered;
import dev.natter.chat.ParticipantWent;
import dev.natter.chat.RoomEvent;
import dev.natter.chat.Sender;
import dev.natter.chat.TypingChanged;
import java.util.List;
import java.util.Optional;

/**
 * What Socket.IO's chat example says beside its messages: its clients say their name with {@code
 * add user} and are told who else did, how many they are, and who types.
 */
public final class ChatExample {

  private ChatExample() {}

  /** A message; {@code message} is the text's JSON. */
  public record Said(String username, @JsonRawValue String message) {}

  /** The answer to a name, as {@code login}. */
  public record Login(long numUsers) {
    /** The event of it. */
    public Spelling spelling() {
      return spelled(EventName.LOGIN, this);
    }
  }

  /** Who came or went, and how many are there now. */
  public record Counted(String username, long numUsers) {}

  /** Who types, or no longer does. */
  public record Typist(String username) {}

  /** Reads the argument of {@code add user}. */
  public static String name(List<String> arguments) throws MalformedException {
    String name =
        ConnectRequest.name(WireCodec.text(arguments.isEmpty() ? "null" : arguments.get(0)));
    if (name.isEmpty() || name.length() > Sender.MAX_NAME_LENGTH) {
      throw new MalformedException(
          "A name has 1 to " + Sender.MAX_NAME_LENGTH + " characters that can be seen.");
    }
    return name;
  }

  static Optional<Spelling> spell(RoomEvent event) {
    if (event instanceof ParticipantEntered entered) {
      return Optional.of(counted(EventName.USER_JOINED, entered.who(), entered.count()));
    } else if (event instanceof ParticipantWent went) {
      return Optional.of(counted(EventName.USER_LEFT, went.who(), went.count()));
    } else if (event instanceof TypingChanged change) {
      EventName name = change.typing() ? EventName.TYPING : EventName.STOP_TYPING;
      return Optional.of(spelled(name, new Typist(change.from().name())));
    }
    return Optional.empty();
  }

  private static Spelling counted(EventName name, Sender who, long count) {
    return spelled(name, new Counted(who.name(), count));
  }

  private static Spelling spelled(EventName name, Object payload) {
    return new Spelling(name.text(), List.of(WireCodec.json(payload)));
  }
}
