package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.chat.RoomRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpacesTest {

  private static final Spaces SPACES =
      new Spaces(
          List.of(
              space("/"), space("/game-*"), space("/game-chess"), space("/*-a"), space("/x.*")));

  @Test
  void aNamedSpaceGoesBeforeAPatternAndTheFirstPatternBeforeTheNext() {
    assertThat(name("/game-chess")).contains("/game-chess");
    assertThat(name("/game-go")).contains("/game-*");
    assertThat(name("/game-a")).contains("/game-*");
    assertThat(name("/team-a")).contains("/*-a");
    assertThat(name("/x.y")).contains("/x.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/game-", "/game-a/b", "/game-a b", "/game-|", "/xay", "/other", "/game-*"})
  void whatNoSpaceHoldsDoesNotExist(String namespace) {
    assertThat(name(namespace)).isEmpty();
  }

  @Test
  void aPatternMakesNoNamespaceThatIsTooLong() {
    assertThat(name("/game-" + "a".repeat(58))).isPresent();
    assertThat(name("/game-" + "a".repeat(59))).isEmpty();
  }

  private static Optional<String> name(String namespace) {
    return SPACES.find(namespace).map(Space::name);
  }

  private static Space space(String name) {
    return new Space(name, Set.of(Dialect.NATTER), RoomRules.defaults());
  }
}
