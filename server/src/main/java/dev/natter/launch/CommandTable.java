package dev.natter.launch;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands and their flags, made from the table of {@link Setting}s. */
final class CommandTable {

  private static final int HELP_COLUMNS = 100;

  private final CommandLine natter;

  /**
   * The table.
   *
   * @param serve what happens without a command
   * @param others the other commands, in the order of the help; without any it reads no line but
   *     those that serve
   */
  CommandTable(Command serve, List<Command> others) {
    natter = new CommandLine(spec(serve, "A chat server in one jar. Without a command it serves."));
    natter.setCommandName("natter");
    natter.getCommandSpec().addOption(versionFlag()).version(versionLine());
    natter.getCommandSpec().usageMessage().commandListHeading("%nCommands%n");
    add(natter, serve);
    others.forEach(command -> add(natter, command));
    if (!others.isEmpty()) {
      natter.addSubcommand("generate-completion", new AutoComplete.GenerateCompletion());
    }
    natter.setExpandAtFiles(false);
    natter.setUsageHelpWidth(HELP_COLUMNS);
    natter.setUsageHelpLongOptionsMaxWidth(34);
  }

  CommandLine commandLine() {
    return natter;
  }

  private void add(CommandLine parent, Command command) {
    CommandLine line = new CommandLine(spec(command, command.sentence()));
    command.commands().forEach(inner -> add(line, inner));
    parent.addSubcommand(command.name(), line);
  }

  private CommandSpec spec(Command command, String sentence) {
    Callable<Integer> body = () -> command.body().run(given());
    CommandSpec spec = CommandSpec.wrapWithoutInspection(body);
    spec.usageMessage().description(sentence).sortOptions(false).abbreviateSynopsis(true);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
    command.arguments().forEach(spec::add);
    return addSettings(spec, command.settings());
  }

  /** The whole line's settings, and what the innermost command was given. */
  private Command.Given given() {
    List<CommandLine> line = natter.getParseResult().asCommandLineList();
    ParseResult innermost = line.get(line.size() - 1).getParseResult();
    return new Command.Given(flags(natter.getParseResult()), innermost);
  }

  private static OptionSpec versionFlag() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("print the version")
        .build();
  }

  private static CommandSpec addSettings(CommandSpec spec, Set<Setting> settings) {
    int place = 0;
    for (Setting.Topic topic : Setting.Topic.values()) {
      List<Setting> ofTopic =
          Stream.of(Setting.values())
              .filter(setting -> setting.topic() == topic && settings.contains(setting))
              .toList();
      if (ofTopic.isEmpty()) {
        continue;
      }
      ArgGroupSpec.Builder group =
          ArgGroupSpec.builder()
              .heading("%n" + topic.heading() + "%n")
              .validate(false)
              .order(place++);
      ofTopic.forEach(setting -> group.addArg(flag(setting)));
      spec.addArgGroup(group.build());
    }
    if (!settings.isEmpty()) {
      spec.usageMessage()
          .footer(
              "%nA flag wins over the environment, that over natter.yaml, that over the default.",
              "Every setting is also a line in natter.yaml (port: 3000) and a variable"
                  + " (NATTER_PORT).");
    }
    return spec;
  }

  private static OptionSpec flag(Setting setting) {
    String customary = setting.customaryVariable();
    String fallback = setting.fallback().isEmpty() ? "" : " [" + setting.fallback() + "]";
    String variable = customary.isEmpty() ? "" : " (also $" + customary + ")";
    return OptionSpec.builder(setting.flag())
        .type(String.class)
        .paramLabel(setting.placeholder())
        .showDefaultValue(Visibility.NEVER)
        .description((setting.sentence() + fallback + variable).replace("%", "%%"))
        .build();
  }

  /** The flags of the whole line; one after the command wins over the same before it. */
  private static Map<Setting, String> flags(ParseResult line) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    for (CommandLine command : line.asCommandLineList()) {
      ParseResult parsed = command.getParseResult();
      for (Setting setting : Setting.values()) {
        if (parsed.hasMatchedOption(setting.flag())) {
          flags.put(setting, parsed.matchedOptionValue(setting.flag(), ""));
        }
      }
    }
    return flags;
  }

  /** What is wrong with a line that cannot be read, and what may have been meant. */
  static String sentence(ParameterException refused) {
    if (refused instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().get(0);
      CommandSpec spec = refused.getCommandLine().getCommandSpec();
      boolean flag = typed.startsWith("-");
      String name = flag ? typed.replaceFirst("=.*", "") : typed;
      Set<String> known = flag ? spec.optionsMap().keySet() : spec.subcommands().keySet();
      if (known.isEmpty()) {
        return "%s is one word more than %s takes.".formatted(Line.of(name), spec.name());
      }
      return "%s is not a %s; the nearest is %s."
          .formatted(Line.of(name), flag ? "flag" : "command", Nearest.to(name, known));
    }
    return Line.of(String.valueOf(refused.getMessage()));
  }

  /** The version of Natter. */
  static String version() {
    String version = Natter.class.getPackage().getImplementationVersion();
    return version == null ? "of the working tree" : version;
  }

  /** The version of Natter and of what it runs on. */
  static String versionLine() {
    return "natter %s (Java %s, %s %s)"
        .formatted(
            version(),
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }
}
