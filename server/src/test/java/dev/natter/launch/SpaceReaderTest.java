package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.chat.RoomRules;
import dev.natter.wire.Dialect;
import dev.natter.wire.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
            new Space("/a", Set.of(Dialect.MESSAGE, Dialect.NATTER), RoomRules.defaults()));
  }

  @Test
  void whatDiffersStandsBehindAQuestionMark() {
    String item = "/team?dialects=natter+tutorial&guests=false&create-rooms=false&max-rooms=20";

    assertThat(reader.read(List.of(item)).find("/team"))
        .contains(
            new Space(
                "/team",
                Set.of(Dialect.NATTER, Dialect.TUTORIAL),
                RoomRules.defaults().withGuests(false).withCreateOnJoin(false).withMaxJoined(20)));
  }

  @Test
  void theMainNamespaceMayDifferAsWell() {
    assertThat(reader.read(List.of("/?guests=false")).rules("/").guests()).isFalse();
  }

  @Test
  void theFileHasThemAsAMap() throws IOException, UsageException {
    Path file = folder.resolve("natter.yaml");
    Files.writeString(
        file,
        """
        create-rooms: false
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
    assertThat(settings.spaces().rules("/team").guests()).isFalse();
    assertThat(settings.spaces().rules("/team").createOnJoin()).isFalse();
    assertThat(settings.spaces().rules("/game-1").createOnJoin()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "chat;a namespace begins with '/'",
        "/a|b;a namespace has no control character and no '|'",
        "/a?guest=no;a namespace has dialects, guests, create-rooms and max-rooms, but not 'guest'",
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
