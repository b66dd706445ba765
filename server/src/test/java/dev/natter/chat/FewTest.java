package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows that small collections are as large ones, whatever is done to them. */
final class FewTest {

  private static final int STEPS = 1_000;
  private static final int KINDS = 4;

  private final Random random = new Random(1);

  @Test
  void aSetIsWhatALinkedSetWouldBe() {
    Set<Integer> few = Set.of();
    Set<Integer> expected = new LinkedHashSet<>();
    for (int i = 0; i < STEPS; i++) {
      int element = random.nextInt(KINDS);
      if (random.nextBoolean()) {
        few = Few.with(few, element);
        expected.add(element);
      } else {
        few = Few.without(few, element);
        expected.remove(element);
      }
      assertThat(few).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void aMapIsWhatAHashMapWouldBe() {
    Map<Integer, Integer> few = Map.of();
    Map<Integer, Integer> expected = new HashMap<>();
    for (int i = 0; i < STEPS; i++) {
      int key = random.nextInt(KINDS);
      if (random.nextBoolean()) {
        few = Few.with(few, key, i);
        expected.put(key, i);
      } else {
        few = Few.without(few, key);
        expected.remove(key);
      }
      assertThat(few).isEqualTo(expected);
    }
  }
}
