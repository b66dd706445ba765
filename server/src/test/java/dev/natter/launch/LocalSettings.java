package dev.natter.launch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of a server for this machine alone, on free ports. */
final class LocalSettings {

  private LocalSettings() {}

  /**
   * As a command line in that folder would give them.
   *
   * @param more what differs from the defaults
   */
  static Settings in(Path folder, Map<Setting, String> more) throws UsageException {
    Map<Setting, String> flags = new HashMap<>();
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.WS_PORT, "0");
    flags.put(Setting.HOST, "127.0.0.1");
    flags.putAll(more);
    return Settings.of(Choices.gather(flags, Map.of(), folder));
  }
}
