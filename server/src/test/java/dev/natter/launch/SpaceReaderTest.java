package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.chat.AuthMode;
import dev.natter.chat.Rate;
import dev.natter.chat.RoomRules;
import dev.natter.chat.SpaceLimits;
import dev.natter.wire.Dialect;
import dev.natter.wire.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceReaderTest {

  @TempDir private Path folder = Path.of("");

  private final SpaceReader reader =
      new SpaceReader(Set.of(Dialect.MESSAGE, Dialect.NATTER), RoomRules.defaults());

  @Test
  void aNameAloneSpeaksWhatAllSpeak() {
    assertThat(reader.read(List.of("/a")).all())
        .containsExactly(
            new Space("/", Set.of(Dialect.MESSAGE, Dialect.NATTER), RoomRules.defaults()),
            new Space(
                "/a",
                Set.of(Dialect.MESSAGE, Dialect.NATTER),
                RoomRules.defaults().withLimits(SpaceLimits.NONE.of("/a"))));
  }

  @Test
  void whatDiffersStandsBehindAQuestionMark() {
    String item = "/team?dialects=natter+tutorial&guests=false&create-rooms=false&max-rooms=20";

    assertThat(reader.read(List.of(item)).find("/team"))
        .contains(
            new Space(
                "/team",
                Set.of(Dialect.NATTER, Dialect.TUTORIAL),
                RoomRules.defaults()
                    .withoutGuests()
                    .withCreateOnJoin(false)
                    .withMaxJoined(20)
                    .withLimits(SpaceLimits.NONE.of("/team"))));
  }

  @Test
  void aSpaceHasItsOwnPeopleAndLimits() {
    String item = "/game-*?auth=accounts+token&event-rate=5&body-bytes=512&connections=10";
    RoomRules rules = reader.read(List.of(item)).rules("/game-1");

    assertThat(rules.auth()).containsExactlyInAnyOrder(AuthMode.ACCOUNTS, AuthMode.TOKEN);
    assertThat(rules.limits())
        .isEqualTo(new SpaceLimits("/game-*", Optional.of(new Rate(5, 10)), 512, 10));
    assertThat(reader.read(List.of("/a?event-rate=0")).limits("/a").events())
        .contains(Rate.UNLIMITED);
    assertThat(reader.read(List.of(item)).limits("/")).isEqualTo(SpaceLimits.NONE);
  }

  @Test
  void aSpaceLetsNobodyInWhomTheServerDoesNot() {
    Map<Setting, String> flags =
        Map.of(Setting.AUTH, "accounts", Setting.NAMESPACES, "/a?auth=open");

    assertThatThrownBy(() -> Settings.of(Choices.gather(flags, Map.of(), folder)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'open' is not among those of --auth");
  }

  @Test
  void theMainNamespaceMayDifferAsWell() {
    assertThat(reader.read(List.of("/?guests=false")).rules("/").letsIn(AuthMode.OPEN)).isFalse();
  }

  @Test
  void theFileHasThemAsAMap() throws IOException, UsageException {
    Path file = folder.resolve("natter.yaml");
    Files.writeString(
        file,
        """
        create-rooms: false
        auth: [open, accounts]
        namespaces:
          /team:
            dialects: [natter, message]
            guests: false
          /game-*: {create-rooms: true}
          /plain:
        """);
    Settings settings = Settings.of(Choices.gather(Map.of(), Map.of(), folder));

    assertThat(settings.spaces().all())
        .extracting(Space::name)
        .containsExactly("/", "/team", "/game-*", "/plain");
    assertThat(settings.spaces().rules("/team").letsIn(AuthMode.OPEN)).isFalse();
    assertThat(settings.spaces().rules("/team").createOnJoin()).isFalse();
    assertThat(settings.spaces().rules("/game-1").createOnJoin()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "chat;a namespace begins with '/'",
        "/a|b;a namespace has no control character and no '|'",
        "/a?guest=no;a namespace has dialects, auth, guests, create-rooms, max-rooms, event-rate,"
            + " body-bytes and connections, but not 'guest'",
        "/a?auth=admins;'admins' is not among those of --auth",
        "/a?auth=open&guests=false;nobody could be let in",
        "/a?auth=;'' is not among those of --auth",
        "/a?event-rate=-1;'event-rate' is 0 to 1000000",
        "/a?body-bytes=16777217;'body-bytes' is 1 to 16777216",
        "/a?connections=0;'connections' is 1 to 1000000",
        "/a?connections=many;'connections' is 1 to 1000000",
        "/a?guests=no;'guests' is true or false",
        "/a?max-rooms=0;'max-rooms' is 1 to 10000",
        "/a?dialects=klingon;there is no dialect 'klingon'"
      })
  void whatCannotBeMeantIsRefused(String item, String sentence) {
    assertThatThrownBy(() -> reader.read(List.of(item)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
