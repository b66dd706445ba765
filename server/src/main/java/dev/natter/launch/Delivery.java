package dev.natter.launch;

import java.util.Locale;

/** What an acknowledgement means. */
enum Delivery {
  /** This process has it; a restart forgets it. */
  MEMORY,
  /** It is durable in the store. */
  STORED;

  /** The word by which settings choose it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
