package dev.natter.launch;

/** How a line of the log is written. */
enum LogFormat {
  /** For people. */
  TEXT,
  /** One JSON object a line, for programs. */
  JSON
}
