package dev.natter.launch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command of the program.
 *
 * @param name its word, which follows {@code natter} or the command that holds it
 * @param sentence what it does, as its help says it
 * @param settings those that it takes as flags
 * @param arguments what it takes beside them
 * @param commands the words that must follow its own; empty if it does something itself
 */
record Command(
    String name,
    String sentence,
    Set<Setting> settings,
    List<ArgSpec> arguments,
    Body body,
    List<Command> commands) {

  Command {
    settings = Set.copyOf(settings);
    arguments = List.copyOf(arguments);
    commands = List.copyOf(commands);
  }

  /** A command that does something. */
  Command(String name, String sentence, Set<Setting> settings, List<ArgSpec> arguments, Body body) {
    this(name, sentence, settings, arguments, body, List.of());
  }

  /** What a command does; it returns the exit code. */
  @FunctionalInterface
  interface Body {
    int run(Given given) throws UsageException, StartException;
  }

  /**
   * What a person gave to a command.
   *
   * @param flags the settings among it, as text
   */
  record Given(Map<Setting, String> flags, ParseResult line) {

    /** The value of an option or of a named position; empty if it was not given. */
    String text(String name) {
      List<String> all = texts(name);
      return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** All values of an option or of a named position. */
    List<String> texts(String name) {
      if (line.hasMatchedOption(name)) {
        return line.matchedOption(name).stringValues();
      }
      return line.matchedPositionals().stream()
          .filter(position -> position.paramLabel().equals(name))
          .flatMap(position -> position.stringValues().stream())
          .toList();
    }

    /** Whether an option was given. */
    boolean has(String name) {
      return line.hasMatchedOption(name);
    }
  }
}
