package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkeletonTest {

  @ParameterizedTest
  @CsvSource({
    "Ada, ada",
    "Ada, \u0410d\u0430", // Cyrillic A and a.
    "Ada, \uff21\uff44\uff41", // Full width.
    "Ada, \ud835\udc00\ud835\udc1d\ud835\udc1a", // Mathematical bold.
    "paypal, p\u0430yp\u0430l",
    "paypal, PayPa1",
    "paypal, pa\u200byp\u00adal", // Zero width space, soft hyphen.
    "google, g\u03bf\u03bfgle", // Greek omicron.
    "google, g00gle",
    "modern, modern",
    "modern, rnodern",
    "Ivan, lvan",
    "Stra\u00dfe, STRASSE",
    "Ann Lee, Ann\u00a0\u2003Lee",
    "jos\u00e9, jose\u0301"
  })
  void namesThatLookAlikeHaveOneSkeleton(String one, String other) {
    assertThat(Skeleton.of(other)).isEqualTo(Skeleton.of(one));
  }

  @ParameterizedTest
  @CsvSource({
    "Ada, Eda",
    "jose, jos\u00e9",
    "Ann, Anna",
    "\u0418\u0432\u0430\u043d, Ivan",
    "a b, ab"
  })
  void namesThatDifferHaveTheirOwn(String one, String other) {
    assertThat(Skeleton.of(other)).isNotEqualTo(Skeleton.of(one));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u200b", "\u3164", "\u2800\u2800", "\u115f"})
  void whatCannotBeSeenHasNone(String name) {
    assertThat(Skeleton.of(name)).isEmpty();
  }

  @Test
  void aSkeletonIsItsOwn() {
    for (String name :
        List.of("PayPa1 rn vv", "\u0410d\u0430", "\u0633\u0644\u0627\u0645", "\u4f60\u597d")) {
      assertThat(Skeleton.of(Skeleton.of(name))).isEqualTo(Skeleton.of(name));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "-ada",
        "ada.",
        "a b",
        "a|b",
        "room",
        "R\u043e\u043em",
        "guest-1",
        "\u200bab",
        "a\u202eb"
      })
  void aNameThatNoAccountMayHaveIsRefused(String name) {
    assertThatThrownBy(() -> AccountName.of(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada", "Ada.Lovelace", "\u0418\u0432\u0430\u043d", "\u4f60\u597d", "a_b-c1"})
  void aNameOfOneWordIsGood(String name) {
    assertThat(AccountName.of(name).value()).isEqualTo(name);
  }
}
