package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * The matrix's cases for the Java client. Compiled against the newest one and loaded once for each
 * generation, so that only types of the JDK leave it: url, transport and "1" or "2" go in, named
 * cases come out.
 */
public final class JavaClientCases implements Function<String[], Map<String, Callable<Object>>> {
  private final Map<String, Callable<Object>> cases = new LinkedHashMap<>();
  private String url = "";
  private String transport = "";
  private boolean old;

  /** One case; what it throws is its failure. */
  private interface Check {
    void run() throws Exception;
  }

  @Override
  public Map<String, Callable<Object>> apply(String[] setting) {
    url = setting[0];
    transport = setting[1];
    old = setting[2].equals("1");
    addEchoes();
    addAcks();
    addBytes();
    addOrder();
    addNamespaces();
    addRooms();
    addEnds();
    addSizes();
    return cases;
  }

  private void add(String name, Check check) {
    cases.put(
        name,
        () -> {
          check.run();
          return name;
        });
  }

  private JavaClient client() {
    return client("/", "").connected();
  }

  private JavaClient client(String namespace, String token) {
    return JavaClient.of(url + namespace, transport, old, token);
  }

  private void addEchoes() {
    add(
        "connect",
        () -> {
          try (JavaClient client = client("/", "")) {
            client.listen("auth");
            client.connected();
            assertThat(client.next("auth").get(0)).hasToString("{}");
          }
        });
    echo("echo text", "hello", "", "with \"quotes\" \\ and\nlines");
    echo("echo unicode", "äöü € 日本語 😀 русский");
    echo("echo numbers", 0, 1, -1, 1.5, Integer.MAX_VALUE, 9007199254740991L);
    add(
        "echo objects",
        () -> {
          String json = "{\"a\":[1,{\"c\":[true,false]}],\"b\":\"é\"}";
          try (JavaClient client = client()) {
            client.listen("echo-back");
            client.emit("echo", new JSONObject(json), new JSONArray("[[\"x\"]]"));
            List<Object> back = client.next("echo-back");
            assertThat(Json.parse(back.get(0).toString())).isEqualTo(Json.parse(json));
            assertThat(back.get(1)).hasToString("[[\"x\"]]");
          }
        });
  }

  private void echo(String name, Object... values) {
    add(
        name,
        () -> {
          try (JavaClient client = client()) {
            client.listen("echo-back");
            client.emit("echo", values);
            assertThat(client.next("echo-back").stream().map(JavaClientCases::plain))
                .containsExactly(values);
          }
        });
  }

  /** What the client's JSON library makes of a fraction depends on its version. */
  private static Object plain(Object value) {
    return value instanceof BigDecimal decimal ? (Object) decimal.doubleValue() : value;
  }

  private void addAcks() {
    for (Object[] values : List.of(new Object[] {}, new Object[] {"x"}, new Object[] {1, "two"})) {
      add(
          "ack to client, arguments: " + values.length,
          () -> {
            try (JavaClient client = client()) {
              assertThat(client.ask("echo-ack", values)).containsExactly(values);
            }
          });
      add(
          "ack from client, arguments: " + values.length,
          () -> {
            try (JavaClient client = client()) {
              client.listen("answer");
              client.socket().on("question", asked -> ((Ack) asked[asked.length - 1]).call(values));
              client.emit("ask-multi", "q");
              assertThat(client.next("answer")).containsExactly(values);
            }
          });
    }
    add(
        "200 acks in flight",
        () -> {
          try (JavaClient client = client()) {
            List<CompletableFuture<Object[]>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
              answers.add(client.asking("echo-ack", i));
            }
            for (int i = 0; i < 200; i++) {
              assertThat(JavaClient.await(answers.get(i))).containsExactly(i);
            }
          }
        });
    add(
        "ack timeout of the server",
        () -> {
          try (JavaClient client = client()) {
            client.listen("ask-timeout-result");
            client.emit("ask-timeout", 1);
            assertThat(client.next("ask-timeout-result")).containsExactly("timeout");
          }
        });
  }

  private void addBytes() {
    for (int size : new int[] {0, 5, 57, 58, 300, 100_000}) {
      add(
          "binary " + size + " B to server and back",
          () -> {
            try (JavaClient client = client()) {
              client.listen("bin-back");
              client.emit("bin", pattern(size));
              assertThat(client.next("bin-back")).containsExactly(pattern(size), size);
            }
          });
      add(
          "binary " + size + " B in ack",
          () -> {
            try (JavaClient client = client()) {
              assertThat(client.ask("bin-ack", pattern(size))[0]).isEqualTo(pattern(size));
            }
          });
      add(
          "binary " + size + " B from server",
          () -> {
            try (JavaClient client = client()) {
              client.listen("bin-out");
              client.emit("get-bin", size);
              List<Object> out = client.next("bin-out");
              assertThat(out.get(0)).isEqualTo(pattern(size));
              assertThat(((JSONObject) out.get(1)).get("data")).isEqualTo(pattern(size));
            }
          });
    }
    add("binary nested", this::nestedBytes);
    add(
        "binary several",
        () -> {
          try (JavaClient client = client()) {
            client.listen("bin-many-back");
            client.emit("bin-many", pattern(1), pattern(300), pattern(58));
            assertThat(client.next("bin-many-back"))
                .containsExactly(pattern(1), pattern(300), pattern(58));
          }
        });
    add(
        "binary question and answer",
        () -> {
          try (JavaClient client = client()) {
            client.listen("answer-bin");
            client.socket().on("question-bin", asked -> ((Ack) asked[1]).call(asked[0]));
            client.emit("ask-bin", 300);
            assertThat(client.next("answer-bin").get(0)).isEqualTo(pattern(300));
          }
        });
  }

  private void nestedBytes() throws JSONException {
    try (JavaClient client = client()) {
      client.listen("bin-nested-back");
      JSONObject inner = new JSONObject().put("n", 1).put("list", new JSONArray().put(pattern(5)));
      client.emit(
          "bin-nested",
          new JSONObject().put("name", "n").put("data", pattern(58)).put("inner", inner));
      JSONObject back = (JSONObject) client.next("bin-nested-back").get(0);
      assertThat(back.get("data")).isEqualTo(pattern(58));
      assertThat(back.getJSONObject("inner").getJSONArray("list").get(0)).isEqualTo(pattern(5));
    }
  }

  private void addOrder() {
    add(
        "1,000 events from server in order",
        () -> {
          try (JavaClient client = client()) {
            client.listen("b");
            client.emit("burst", 1000);
            expectBurst(client);
          }
        });
    add(
        "1,000 events to server in order",
        () -> {
          try (JavaClient client = client()) {
            sendSequence(client);
            assertThat(client.ask("seq-end", 0)).containsExactly(1000, true);
          }
        });
    add(
        "1,000 events each way at once",
        () -> {
          try (JavaClient client = client()) {
            client.listen("b");
            client.emit("burst", 1000);
            sendSequence(client);
            assertThat(client.ask("seq-end", 0)).containsExactly(1000, true);
            expectBurst(client);
          }
        });
  }

  private static void sendSequence(JavaClient client) {
    for (int i = 0; i < 1000; i++) {
      client.emit("seq", i);
    }
  }

  private static void expectBurst(JavaClient client) {
    for (int i = 0; i < 1000; i++) {
      assertThat(client.next("b")).containsExactly(i);
    }
  }

  private void addNamespaces() {
    add(
        "namespace alone",
        () -> {
          try (JavaClient client = client("/custom", "").connected()) {
            assertThat(client.ask("echo-ack", 1)).containsExactly(1);
          }
        });
    add(
        "unknown namespace refused",
        () -> {
          try (JavaClient client = client("/nowhere", "")) {
            assertThat(refusal(client)).isEqualTo("Invalid namespace");
          }
        });
    add(
        "auth accepted",
        () -> {
          try (JavaClient client = client("/guarded", "good").connected()) {
            assertThat(client.ask("echo-ack", 1)).containsExactly(1);
          }
        });
    add(
        "auth refused",
        () -> {
          try (JavaClient client = client("/guarded", "bad")) {
            assertThat(refusal(client)).isEqualTo("bad token");
          }
        });
  }

  private String refusal(JavaClient client) {
    String event = old ? "error" : "connect_error";
    client.listen(event);
    client.open();
    Object reason = client.next(event).get(0);
    return reason instanceof JSONObject object ? object.optString("message") : reason.toString();
  }

  private void addRooms() {
    add(
        "room hears its speaker",
        () -> {
          try (JavaClient speaker = client();
              JavaClient member = client()) {
            join("r1", speaker, member);
            speaker.emit("say", "r1" + transport + old, "é");
            assertThat(speaker.next("said")).containsExactly("é");
            assertThat(member.next("said")).containsExactly("é");
          }
        });
    add(
        "everybody except the speaker",
        () -> {
          try (JavaClient speaker = client();
              JavaClient member = client()) {
            join("r2", speaker, member);
            speaker.emit("say-others", "r2" + transport + old, 1);
            assertThat(member.next("said")).containsExactly(1);
            assertThat(speaker.ask("echo-ack", 1)).containsExactly(1);
            assertThat(speaker.listen("said")).isEmpty();
          }
        });
  }

  private void join(String room, JavaClient... clients) {
    for (JavaClient client : clients) {
      client.listen("said");
      assertThat(client.ask("join", room + transport + old)).containsExactly("ok");
    }
  }

  private void addEnds() {
    add(
        "reason: client disconnects",
        () -> {
          try (JavaClient client = client()) {
            client.listen("disconnect");
            client.socket().disconnect();
            assertThat(client.next("disconnect").get(0)).isEqualTo("io client disconnect");
          }
        });
    add(
        "reason: server disconnects",
        () -> {
          try (JavaClient client = client()) {
            client.listen("disconnect");
            client.emit("kick", 1);
            assertThat(client.next("disconnect").get(0)).isEqualTo("io server disconnect");
          }
        });
    add(
        "killed connection comes back",
        () -> {
          try (CuttableRelay relay = new CuttableRelay(url);
              JavaClient client = JavaClient.of(relay.url(), transport, old, "").connected()) {
            client.listen("disconnect");
            // The upgrade is done, or the next poll is on its way.
            Awaitility.await().until(relay::isStill);
            relay.cut();
            // OkHttp tells nothing of a Close frame; where it read ours, silence is what ends it.
            assertThat(client.nextInTheEnd("disconnect").get(0))
                .asString()
                .matches("transport .*|ping timeout");
            client.awaitConnect();
            assertThat(client.ask("echo-ack", 1)).containsExactly(1);
          }
        });
  }

  private void addSizes() {
    add(
        "900 kB to server",
        () -> {
          try (JavaClient client = client()) {
            assertThat(client.ask("len", "x".repeat(900_000))).containsExactly(900_000);
          }
        });
    add(
        "900 kB from server",
        () -> {
          try (JavaClient client = client()) {
            client.listen("big");
            client.emit("make-big", 900_000);
            assertThat(client.next("big").get(0)).asString().hasSize(900_000);
          }
        });
    add(
        "2 MB refused without harm",
        () -> {
          try (JavaClient witness = client();
              JavaClient client = client()) {
            client.listen("disconnect");
            client.emit("len", "x".repeat(2_000_000));
            // OkHttp tells nothing of a Close frame; where it read ours, silence is what ends it.
            assertThat(client.nextInTheEnd("disconnect").get(0))
                .asString()
                .matches("transport .*|ping timeout");
            client.awaitConnect();
            assertThat(client.ask("echo-ack", 1)).containsExactly(1);
            assertThat(witness.ask("echo-ack", 2)).containsExactly(2);
          }
        });
  }
}
