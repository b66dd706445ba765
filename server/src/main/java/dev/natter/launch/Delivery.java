package dev.natter.launch;

/** What an acknowledgement means. */
enum Delivery {
  /** This process has it; a restart forgets it. */
  MEMORY,
  /** It is durable in the store. */
  STORED
}
