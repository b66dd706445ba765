package dev.natter.wire;

import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.MessageChanged;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomEvent;
import dev.natter.chat.SendResult;
import dev.natter.chat.UserEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The vocabularies that clients already speak: what each says to post a message, and how it hears
 * one. All share the same rooms, order and history.
 *
 * <p>A body comes back as the same value to clients of the dialect it was said in. Those of another
 * dialect that is made of text hear its text: the value itself if it is a string, else its {@code
 * text}, {@code message}, {@code msg} or {@code content}, else its JSON.
 */
public enum Dialect {
  /** {@code message}(any) in and out, the sender included. */
  MESSAGE("message", EventName.MESSAGE, EventName.MESSAGE, true) {
    @Override
    List<String> arguments(Message message) {
      return List.of(message.body().json());
    }
  },

  /** {@code send message}(text) in, {@code receive message}(text) out, the sender included. */
  SEND_MESSAGE("send-message", EventName.SEND_MESSAGE, EventName.RECEIVE_MESSAGE, true) {
    @Override
    List<String> arguments(Message message) {
      return List.of(ownValueOrText(message.body()));
    }
  },

  /**
   * Socket.IO's own chat tutorial: {@code chat message}(text, clientOffset?) in, {@code chat
   * message}(text, sequence) out.
   */
  TUTORIAL("tutorial", EventName.CHAT_MESSAGE, EventName.CHAT_MESSAGE, true) {
    @Override
    SendMessage parse(List<String> arguments) throws MalformedException {
      String offset = arguments.size() > 1 ? arguments.get(1) : "null";
      String clientId = offset.equals("null") ? "" : WireCodec.text(offset);
      return new SendMessage(body(arguments.get(0)), clientId, "");
    }

    @Override
    List<String> arguments(Message message) {
      return List.of(ownValueOrText(message.body()), Long.toString(message.sequence()));
    }

    /** Its client takes any answer for success and sends again when none comes. */
    @Override
    public boolean tells(SendResult result) {
      return result.fold(accepted -> true, rejected -> !rejected.code().retryable());
    }
  },

  /**
   * Socket.IO's chat example: {@code new message}(text) in, {@code new message}({username,
   * message}) out, the sender excluded; {@link ChatExample} has its further words.
   */
  CHAT_EXAMPLE("chat-example", EventName.NEW_MESSAGE, EventName.NEW_MESSAGE, true) {
    @Override
    List<String> arguments(Message message) {
      String text = ownValueOrText(message.body());
      return List.of(WireCodec.json(new ChatExample.Said(message.sender().name(), text)));
    }

    @Override
    public Optional<Spelling> spell(RoomEvent event) {
      return super.spell(event).or(() -> ChatExample.spell(event));
    }
  },

  /**
   * Socket.IO's private messaging example: {@code private message}({content, to}) in, and out with
   * {@code from} to both. It knows no rooms but those of two; {@link PrivateMessaging} has its
   * words.
   */
  PRIVATE_MESSAGE("private-message", EventName.PRIVATE_MESSAGE, EventName.PRIVATE_MESSAGE, true) {
    @Override
    List<String> arguments(Message message) {
      return List.of(WireCodec.json(PrivateMessaging.Note.of(message, message.sender().user())));
    }

    /** What is said in a room is for none of its clients; the two of a direct room are told. */
    @Override
    public Optional<Spelling> spell(RoomEvent event) {
      return Optional.empty();
    }
  },

  /** Natter's own: {@code message:send} in, {@code message:posted} out. */
  NATTER("natter", EventName.MESSAGE_SEND, EventName.MESSAGE_POSTED, true) {
    @Override
    SendMessage parse(List<String> arguments) throws MalformedException {
      return SendMessage.natter(arguments.get(0));
    }

    @Override
    List<String> arguments(Message message) {
      return List.of(WireCodec.json(PostedMessage.of(message)));
    }

    @Override
    public boolean shows(Message message) {
      return true;
    }

    @Override
    public Optional<Spelling> spell(RoomEvent event) {
      return event instanceof MessageChanged changed
          ? Optional.of(
              new Spelling(EventName.MESSAGE_CHANGED.text(), arguments(changed.message())))
          : super.spell(event).or(() -> NatterSpelling.of(event));
    }

    @Override
    public Optional<Spelling> spell(UserEvent event) {
      return NatterSpelling.of(event);
    }
  },

  /** Raw WebSocket: <code>{"text": …}</code> in, <code>{"type":"chat","text": …}</code> out. */
  WS_JSON("ws-json", EventName.MESSAGE, EventName.MESSAGE, false) {
    @Override
    SendMessage parse(List<String> arguments) throws MalformedException {
      String text = WireCodec.properties(arguments.get(0)).get("text");
      if (text == null) {
        throw new MalformedException("'text' is missing.");
      }
      return new SendMessage(body(text), "", "");
    }

    @Override
    List<String> arguments(Message message) {
      return List.of("{\"type\":\"chat\",\"text\":" + ownValueOrText(message.body()) + "}");
    }
  },

  /** Raw WebSocket: any text frame in; a greeting, then the text of others out. */
  WS_TEXT("ws-text", EventName.MESSAGE, EventName.MESSAGE, false) {
    @Override
    SendMessage parse(List<String> arguments) {
      return new SendMessage(body(WireCodec.json(arguments.get(0))), "", "");
    }

    @Override
    List<String> arguments(Message message) {
      return List.of(BodyText.plain(message.body().json()));
    }
  };

  private final String wireName;
  private final EventName says;
  private final EventName hears;
  private final boolean socketIo;

  Dialect(String wireName, EventName says, EventName hears, boolean socketIo) {
    this.wireName = wireName;
    this.says = says;
    this.hears = hears;
    this.socketIo = socketIo;
  }

  /** The dialect of that name. */
  public static Optional<Dialect> named(String wireName) {
    return Arrays.stream(values()).filter(dialect -> dialect.wireName.equals(wireName)).findAny();
  }

  /** The name by which clients and settings choose it. */
  public String wireName() {
    return wireName;
  }

  /** The event with which a Socket.IO client of it posts a message. */
  public EventName says() {
    return says;
  }

  /** Whether it is spoken at the Socket.IO door; otherwise on raw WebSockets. */
  public boolean isSocketIo() {
    return socketIo;
  }

  /** Whether the connection from which something came hears it as well. */
  public boolean echoes() {
    return this != WS_TEXT && this != CHAT_EXAMPLE;
  }

  /** Whether the sender is told of a result. */
  public boolean tells(SendResult result) {
    return true;
  }

  /** Spells a refusal for a raw door, which has no acknowledgements. */
  public String spell(Rejected why) {
    return this == WS_TEXT
        ? "Not sent: " + why.sentence() + " (" + why.code() + ")"
        : WireCodec.json(ChatError.of(why));
  }

  /** What a raw door says first; empty if nothing. */
  public String greeting() {
    return this == WS_TEXT ? "Welcome to the chat server!" : "";
  }

  /**
   * Reads what a client asks to post.
   *
   * @param arguments the event's arguments as JSON; of a raw door the one frame's text
   */
  public SendMessage read(List<String> arguments) throws MalformedException {
    if (arguments.isEmpty()) {
      throw new MalformedException("The message is missing.");
    }
    if (this != WS_TEXT) {
      for (String argument : arguments) {
        WireCodec.check(argument);
      }
    }
    SendMessage message = parse(arguments);
    if (!message.room().isEmpty()) {
      RoomNames.check(message.room());
    }
    return message;
  }

  /** Spells what happened in a room; empty if the dialect has no word for it. */
  public Optional<Spelling> spell(RoomEvent event) {
    return event instanceof MessagePosted posted
        ? Optional.of(spell(posted.message()))
        : Optional.empty();
  }

  /** Whether it has words for a message; others than Natter's own know no deleted ones. */
  public boolean shows(Message message) {
    return !message.isDeleted();
  }

  /** Spells what a user is told; empty if the dialect has no word for it. */
  public Optional<Spelling> spell(UserEvent event) {
    return Optional.empty();
  }

  /** Spells a message. */
  public Spelling spell(Message message) {
    return new Spelling(hears.text(), arguments(message));
  }

  SendMessage parse(List<String> arguments) throws MalformedException {
    return new SendMessage(body(arguments.get(0)), "", "");
  }

  abstract List<String> arguments(Message message);

  MessageBody body(String json) {
    return new MessageBody(json, wireName);
  }

  String ownValueOrText(MessageBody body) {
    return body.dialect().equals(wireName) ? body.json() : BodyText.json(body.json());
  }
}
