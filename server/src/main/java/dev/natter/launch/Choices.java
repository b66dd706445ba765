package dev.natter.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is in force for every setting, as text: the flag, else the environment, else natter.yaml,
 * else the default. Nothing is refused for its value here; {@link Settings} does that.
 */
final class Choices {

  /** The origin of a value that nobody set. */
  static final String DEFAULT = "default";

  /** Variables that tests and Kubernetes (for a service named natter) put beside ours. */
  private static final Pattern NOT_SETTINGS =
      Pattern.compile("NATTER_(?:TEST_.*|SERVICE_.*|PORT_\\d+_.*)");

  /** What Kubernetes puts into NATTER_PORT itself for a service of that name. */
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

  private final Map<Setting, Choice> chosen = new EnumMap<>(Setting.class);

  private Choices() {}

  /**
   * Gathers the settings.
   *
   * @param folder where natter.yaml is looked for
   */
  static Choices gather(Map<Setting, String> flags, Map<String, String> environment, Path folder)
      throws UsageException {
    Choices choices = new Choices();
    for (Setting setting : Setting.values()) {
      choices.chosen.put(setting, new Choice(setting.fallback(), DEFAULT));
    }
    Map<Setting, Choice> ranked = new EnumMap<>(Setting.class);
    ranked.putAll(fromEnvironment(environment));
    flags.forEach((setting, text) -> ranked.put(setting, new Choice(text, setting.flag())));
    Choice file = ranked.get(Setting.CONFIG);
    if (file != null) {
      choices.chosen.putAll(ConfigFile.read(folder.resolve(file.text())));
    } else if (Files.exists(folder.resolve(ConfigFile.NAME))) {
      choices.chosen.putAll(ConfigFile.read(folder.resolve(ConfigFile.NAME)));
    }
    choices.chosen.putAll(ranked);
    return choices;
  }

  private static Map<Setting, Choice> fromEnvironment(Map<String, String> environment)
      throws UsageException {
    refuseUnknown(environment);
    Map<Setting, Choice> found = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      for (String variable : List.of(setting.variable(), setting.customaryVariable())) {
        String text = environment.getOrDefault(variable, "");
        if (!text.isEmpty() && !SERVICE_ADDRESS.matcher(text).matches()) {
          found.putIfAbsent(setting, new Choice(text, variable));
        }
      }
    }
    return found;
  }

  private static void refuseUnknown(Map<String, String> environment) throws UsageException {
    List<String> known = Stream.of(Setting.values()).map(Setting::variable).toList();
    for (String name : new TreeMap<>(environment).keySet()) {
      boolean ours = name.startsWith("NATTER_") && !NOT_SETTINGS.matcher(name).matches();
      if (ours && !known.contains(name)) {
        throw new UsageException(
            "The environment variable %s is not a setting; the nearest is %s."
                .formatted(Line.of(name), Nearest.to(name, known)));
      }
    }
  }

  /** What is in force for a setting. */
  Choice of(Setting setting) {
    Choice choice = chosen.get(setting);
    if (choice == null) {
      throw new IllegalStateException("every setting has a value");
    }
    return choice;
  }
}
