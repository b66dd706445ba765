package dev.natter.engine;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@link EchoServer} does on each event, as its contract has it. */
final class EchoEvents {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

  private EchoEvents() {}

  /** An event's listener that cares for all arguments at once. */
  private interface Handler {
    void on(EngineClient client, EventArguments arguments, AckRequest ack) throws Exception;
  }

  /** How far a connection counted. */
  private static final class Sequence {
    int count;
    boolean inOrder = true;
  }

  static void guard(EngineNamespace namespace) {
    namespace.addAuthTokenListener(
        (token, client) ->
            token instanceof Map<?, ?> object && "good".equals(object.get("token"))
                ? AuthTokenResult.AuthTokenResultSuccess
                : new AuthTokenResult(false, Map.of("message", "bad token")));
    addTo(namespace);
  }

  static void addTo(EngineNamespace namespace) {
    namespace.addConnectListener(
        client -> {
          EngineClient own = (EngineClient) client;
          own.attach(new Sequence());
          own.emit("auth", own.auth());
        });
    echoes(namespace);
    binaries(namespace);
    questions(namespace);
    sequences(namespace);
    rooms(namespace);
    others(namespace);
  }

  private static void on(EngineNamespace namespace, String event, Handler handler) {
    namespace.addEventListener(
        event,
        EventArguments.class,
        (client, arguments, ack) -> handler.on((EngineClient) client, arguments, ack));
  }

  private static void echoes(EngineNamespace namespace) {
    on(namespace, "message", (client, arguments, ack) -> client.emit("message-back", arguments));
    on(namespace, "message-with-ack", (client, arguments, ack) -> ack.sendAckData(arguments));
    on(namespace, "echo", (client, arguments, ack) -> client.emit("echo-back", arguments));
    on(namespace, "echo-ack", (client, arguments, ack) -> ack.sendAckData(arguments));
  }

  private static void binaries(EngineNamespace namespace) {
    namespace.addEventListener(
        "bin",
        byte[].class,
        (client, bytes, ack) -> client.sendEvent("bin-back", bytes, bytes.length));
    namespace.addEventListener(
        "bin-ack", byte[].class, (client, bytes, ack) -> ack.sendAckData((Object) bytes));
    namespace.addEventListener(
        "bin-nested",
        JsonNode.class,
        (client, value, ack) -> client.sendEvent("bin-nested-back", value));
    namespace.addMultiTypeEventListener(
        "bin-many",
        (client, several, ack) -> client.sendEvent("bin-many-back", several.getArgs().toArray()),
        byte[].class,
        byte[].class,
        byte[].class);
    on(
        namespace,
        "get-bin",
        (client, arguments, ack) -> {
          byte[] bytes = pattern(arguments.value(0, Integer.class));
          // In this order, so that attachments have the same numbers in every run.
          Map<String, Object> value = new LinkedHashMap<>();
          value.put("data", bytes);
          value.put("more", List.of("x", pattern(3)));
          client.sendEvent("bin-out", bytes, value);
        });
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static void questions(EngineNamespace namespace) {
    on(
        namespace,
        "ask",
        (client, arguments, ack) ->
            client.sendEvent(
                "question", answered(answer -> client.emit("answer", firstOf(answer))), arguments));
    on(
        namespace,
        "ask-multi",
        (client, arguments, ack) ->
            client.sendEvent(
                "question", answered(answer -> client.emit("answer", answer)), arguments));
    on(
        namespace,
        "ask-bin",
        (client, arguments, ack) ->
            client.sendEvent(
                "question-bin",
                answered(answer -> client.emit("answer-bin", answer)),
                pattern(arguments.value(0, Integer.class))));
    on(
        namespace,
        "ask-timeout",
        (client, arguments, ack) ->
            client.sendEvent(
                "question-unanswered",
                ANSWER_TIMEOUT,
                new AckCallback<>(EventArguments.class) {
                  @Override
                  public void onSuccess(EventArguments answer) {
                    client.sendEvent("ask-timeout-result", "answered");
                  }

                  @Override
                  public void onTimeout() {
                    client.sendEvent("ask-timeout-result", "timeout");
                  }
                },
                arguments));
  }

  private static EventArguments firstOf(EventArguments answer) {
    return answer.size() < 2
        ? answer
        : EventArguments.of(answer.json(0)).with(answer.attachments());
  }

  private interface Answer {
    void take(EventArguments answer);
  }

  private static AckCallback<EventArguments> answered(Answer then) {
    return new AckCallback<>(EventArguments.class) {
      @Override
      public void onSuccess(EventArguments answer) {
        then.take(answer);
      }
    };
  }

  private static void sequences(EngineNamespace namespace) {
    on(
        namespace,
        "burst",
        (client, arguments, ack) -> {
          int count = arguments.value(0, Integer.class);
          for (int i = 0; i < count; i++) {
            client.sendEvent("b", i);
          }
        });
    on(
        namespace,
        "seq",
        (client, arguments, ack) -> {
          if (client.attachment() instanceof Sequence sequence) {
            sequence.inOrder &= arguments.value(0, Integer.class) == sequence.count;
            sequence.count++;
          }
        });
    on(
        namespace,
        "seq-end",
        (client, arguments, ack) -> {
          if (client.attachment() instanceof Sequence sequence) {
            ack.sendAckData(sequence.count, sequence.inOrder);
          }
          client.attach(new Sequence());
        });
  }

  private static void rooms(EngineNamespace namespace) {
    on(
        namespace,
        "join",
        (client, arguments, ack) -> {
          client.joinRoom(arguments.value(0, String.class));
          ack.sendAckData("ok");
        });
    on(
        namespace,
        "leave",
        (client, arguments, ack) -> {
          client.leaveRoom(arguments.value(0, String.class));
          ack.sendAckData("ok");
        });
    on(
        namespace,
        "say",
        (client, arguments, ack) ->
            namespace
                .getRoomOperations(arguments.value(0, String.class))
                .sendEvent("said", arguments.value(1, JsonNode.class)));
    on(
        namespace,
        "say-others",
        (client, arguments, ack) ->
            namespace
                .getRoomOperations(arguments.value(0, String.class))
                .sendEvent("said", client, arguments.value(1, JsonNode.class)));
    on(
        namespace,
        "say-bin",
        (client, arguments, ack) ->
            namespace
                .getRoomOperations(arguments.value(0, String.class))
                .sendEvent("said-bin", (Object) pattern(200)));
    on(
        namespace,
        "all",
        (client, arguments, ack) ->
            namespace.getBroadcastOperations().sendEvent("to-all", arguments));
    on(
        namespace,
        "rooms",
        (client, arguments, ack) -> {
          List<String> rooms = new ArrayList<>(client.getAllRooms());
          rooms.add(0, client.publicId());
          ack.sendAckData(rooms);
        });
    on(
        namespace,
        "count-clients",
        (client, arguments, ack) -> ack.sendAckData(namespace.getAllClients().size()));
  }

  private static void others(EngineNamespace namespace) {
    on(namespace, "kick", (client, arguments, ack) -> client.disconnect());
    on(
        namespace,
        "make-big",
        (client, arguments, ack) ->
            client.sendEvent("big", "x".repeat(arguments.value(0, Integer.class))));
    on(
        namespace,
        "len",
        (client, arguments, ack) -> ack.sendAckData(arguments.value(0, String.class).length()));
    on(namespace, "whoami", (client, arguments, ack) -> ack.sendAckData(client.publicId()));
    on(namespace, "noop", (client, arguments, ack) -> ack.sendAckData());
    on(
        namespace,
        "boom",
        (client, arguments, ack) -> {
          throw new IllegalStateException("boom");
        });
  }
}
