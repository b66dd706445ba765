package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.wire.Space;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatterTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private final List<Settings> served = new ArrayList<>();

  private int run(String... args) {
    Natter.Serving serving =
        settings -> {
          served.add(settings);
          return 0;
        };
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            OutputStream.nullOutputStream());
    return new Natter(terminal, environment, folder, serving).run(args);
  }

  private Settings settings(String... args) {
    assertThat(run(args)).as("%s", err).isZero();
    return served.get(served.size() - 1);
  }

  private void file(String... lines) throws IOException {
    Files.write(folder.resolve("natter.yaml"), List.of(lines));
  }

  @Test
  void withoutACommandItServesWithTheDefaults() {
    Settings settings = settings();
    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.port()).isEqualTo(3000);
    assertThat(settings.wsPort()).isEqualTo(8080);
    assertThat(settings.data()).isEqualTo(Path.of("natter-data"));
    assertThat(settings.delivery()).isEqualTo(Delivery.STORED);
    assertThat(settings.fsync()).isTrue();
    assertThat(settings.spaces().all()).extracting(Space::name).containsExactly("/");
    assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.mongoUri()).isEmpty();
  }

  @Test
  void aFlagWinsOverTheEnvironmentThatOverTheFileThatOverTheDefault() throws IOException {
    file("host: from-file", "port: 1", "ws-port: 1", "path: /file");
    environment.put("NATTER_PORT", "2");
    environment.put("NATTER_WS_PORT", "2");
    Settings settings = settings("serve", "--ws-port", "3");
    assertThat(settings.path()).isEqualTo("/file");
    assertThat(settings.port()).isEqualTo(2);
    assertThat(settings.wsPort()).isEqualTo(3);
    assertThat(settings.fsync()).isTrue();
  }

  @Test
  void theCustomaryVariablesCountAndOursWinOverThem() {
    environment.put("PORT", "4000");
    environment.put("MONGODB_URI", "mongodb://db");
    assertThat(settings().port()).isEqualTo(4000);
    assertThat(settings().mongoUri()).contains("mongodb://db");
    environment.put("NATTER_PORT", "5000");
    assertThat(settings().port()).isEqualTo(5000);
  }

  @Test
  void anotherFileMayBeNamed() throws IOException {
    file("port: 1");
    Files.writeString(folder.resolve("other.yaml"), "port: 2\nnamespaces: [/a, /b]\n");
    Settings settings = settings("--config", "other.yaml");
    assertThat(settings.port()).isEqualTo(2);
    assertThat(settings.spaces().all()).extracting(Space::name).containsExactly("/", "/a", "/b");
  }

  @Test
  void aFlagAfterTheCommandWinsOverOneBeforeIt() {
    Settings settings = settings("--port", "1", "--host", "a", "serve", "--port", "2");
    assertThat(settings.port()).isEqualTo(2);
    assertThat(settings.host()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=70000|--port cannot be '70000': a port is a number from 0 to 65535.",
        "--port=-1|--port cannot be '-1': a port is a number from 0 to 65535.",
        "--fsync=yes|--fsync cannot be 'yes': it is true or false.",
        "--delivery=queued|--delivery cannot be 'queued': it is one of memory, stored.",
        "--log-format=xml|--log-format cannot be 'xml': it is one of text, json.",
        "--drain=5|--drain cannot be '5': a time is a number with ms, s, m, h or d, as 500ms, 5s or"
            + " 1m.",
        "--drain=11m|--drain cannot be '11m': it is at most 10m.",
        "--path=chat|--path cannot be 'chat': a path begins with / and names something, as"
            + " /socket.io.",
        "--dialects=mesage|--dialects cannot be 'mesage': the nearest to 'mesage' is 'message'.",
        "--namespaces=chat|--namespaces cannot be 'chat': a namespace begins with '/'.",
        "--auth=jwt|--auth cannot be 'jwt': the nearest to 'jwt' is 'open'.",
        "--cors-origin=example.com|--cors-origin cannot be 'example.com': an origin is * or as"
            + " https://example.com, without a path.",
        "--ws-port=3000|--ws-port cannot be '3000': that is the first port already.",
        "--mongo-uri=localhost|--mongo-uri cannot be 'localhost': it begins with mongodb:// or"
            + " mongodb+srv://.",
        "--prot=1|--prot is not a flag; the nearest is --port.",
        "sreve|sreve is not a command; the nearest is serve."
      })
  void whatCannotBeMeantIsRefusedWithTheWayOut(String argument, String sentence) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(err.toString()).startsWith("natter: " + sentence + System.lineSeparator());
    assertThat(served).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config all|all is one word more than config takes.",
        "user rle Ada admin|rle is not a command; the nearest is role."
      })
  void aWordTooManyIsRefusedByTheCommandThatItFollows(String line, String sentence) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("natter: " + sentence + System.lineSeparator());
  }

  @Test
  void anUnknownKeyOfTheFileIsRefusedWithTheNearest() throws IOException {
    file("prot: 3000");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .contains("natter.yaml has a key 'prot', which is not a setting; the nearest is 'port'.");
  }

  @Test
  void aBadValueOfTheFileIsRefusedWithItsPlace() throws IOException {
    file("port: many");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("natter: natter.yaml, port cannot be 'many': ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"port: [", "- a", "port: {a: 1}", "port: 1\nport: 2", "\t", "config: a.yaml"})
  void aFileThatIsNoListOfSettingsIsRefusedInOneSentence(String text) throws IOException {
    file(text);
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("natter.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "port:\n"})
  void aFileMaySetNothing(String text) throws IOException {
    file(text);
    assertThat(settings().port()).isEqualTo(3000);
  }

  @Test
  void aMissingFileIsRefusedOnlyIfItWasNamed() {
    assertThat(run("--config", "none.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("none.yaml is not there.");
  }

  @Test
  void anUnknownVariableOfOursIsRefusedWithTheNearest() {
    environment.put("NATTER_PROT", "1");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .contains("NATTER_PROT is not a setting; the nearest is NATTER_PORT.");
  }

  @Test
  void whatKubernetesAddsForAServiceOfOurNameIsNoSetting() {
    environment.put("NATTER_SERVICE_HOST", "10.0.0.1");
    environment.put("NATTER_PORT", "tcp://10.0.0.1:3000");
    environment.put("NATTER_PORT_3000_TCP", "tcp://10.0.0.1:3000");
    assertThat(settings().port()).isEqualTo(3000);
  }

  @Test
  void configShowsWhatIsInForceAndWhoSetIt() throws IOException {
    file("path: /chat.io");
    environment.put("NATTER_FSYNC", "false");
    assertThat(run("config", "--port", "7")).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("port +7 +--port"))
        .anyMatch(line -> line.matches("fsync +false +NATTER_FSYNC"))
        .anyMatch(line -> line.matches("path +/chat.io +natter.yaml, path"))
        .anyMatch(line -> line.matches("host +0.0.0.0 +default"));
    assertThat(served).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://joe:hunter2@db/chat",
        "mongodb+srv://joe:hunt:er2/hunter2@db",
        "mongodb://db/?proxyPassword=hunter2&w=1",
        "mongodb://db/?authMechanismProperties=AWS_SESSION_TOKEN:hunter2"
      })
  void aPasswordIsNeverShown(String uri) {
    run("config", "--mongo-uri", uri);
    run("config", "--mongo-uri", uri.substring(1));
    assertThat(out.toString() + err).contains("****").doesNotContain("hunter2");
  }

  @Test
  void theHelpNamesEverySetting() {
    assertThat(run("--help")).isZero();
    for (Setting setting : Setting.values()) {
      assertThat(out.toString()).contains(setting.flag() + "=");
    }
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  void theVersionIsTold(String argument) {
    assertThat(run(argument)).isZero();
    assertThat(out.toString()).startsWith("natter ").contains("Java ");
  }

  @Test
  void aShellCanCompleteTheFlags() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("--mongo-uri").contains("_complete_natter");
  }
}
