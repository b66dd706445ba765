package dev.natter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateSearchTest {

  private static final int MOST = 1_000_000;

  @ParameterizedTest
  @CsvSource({"50, 70", "50, 49", "50, 3", "50, 48_000", "1, 1", "1, 2", "64, 64", "7, 999_999"})
  void theHighestGoodRateIsFoundFromBelowAndFromAbove(int first, String bearable) throws Exception {
    int bears = Integer.parseInt(bearable.replace("_", ""));
    OptionalInt found = RateSearch.highest(first, MOST, rate -> rate <= bears);
    assertThat(found).isPresent();
    assertThat(found.getAsInt()).isBetween((int) (bears * 0.9), bears);
  }

  @Test
  void oneFailureOfEachRateDoesNotCount() throws Exception {
    Set<Integer> failed = new HashSet<>();
    OptionalInt found = RateSearch.highest(10, MOST, rate -> !failed.add(rate) && rate <= 1_000);
    assertThat(found.getAsInt()).isBetween(950, 1_000);
  }

  @Test
  void aServerThatBearsNothingHasNoRate() throws Exception {
    List<Integer> tried = new ArrayList<>();
    OptionalInt found =
        RateSearch.highest(
            50,
            MOST,
            rate -> {
              tried.add(rate);
              return false;
            });
    assertThat(found).isEmpty();
    assertThat(tried).containsExactly(50, 50, 25, 25, 12, 12, 6, 6, 3, 3, 1, 1);
  }

  @Test
  void aServerThatBearsEverythingIsAskedForTheMost() throws Exception {
    assertThat(RateSearch.highest(50, MOST, rate -> true)).hasValue(MOST);
  }
}
