package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void wordsAreRunsOfLettersAndDigitsInLowerCase() {
    assertThat(Words.of("Hello, WORLD-wide web2!").all())
        .containsExactlyInAnyOrder("hello", "world", "wide", "web2");
  }

  @Test
  void accentsAndWidthsDoNotMatter() {
    assertThat(Words.of("Ñandú ＡＢＣ ﬁne").all()).containsExactlyInAnyOrder("nandu", "abc", "fine");
  }

  @Test
  void scriptsWithoutSpacesAreFoundByTheirPairs() {
    assertThat(Words.of("東京都 tower").all())
        .containsExactlyInAnyOrder("東", "東京", "京", "京都", "都", "tower");
    assertThat(Words.of("東京都").all()).containsAll(Words.of("京都").all());
  }

  @Test
  void aLongWordIsComparedByItsBeginning() {
    assertThat(Words.of("x".repeat(1_000)).all()).containsExactly("x".repeat(Words.MAX_LENGTH));
  }

  @Test
  void aTextOfVeryManyWordsGivesTheFirst() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append("w").append(i).append(' ');
    }

    assertThat(Words.of(text.toString()).all()).hasSize(Words.MAX_WORDS).contains("w0", "w255");
  }

  @Test
  void whatHasNoLetterHasNoWord() {
    assertThat(Words.of(" ...!? 😀 ").all()).isEmpty();
  }
}
