package io.trailhound.job.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The keys as command line options, and what was given for them as {@link Settings}. */
public final class Arguments {
  private static final String CONFIG = "--config";
  private static final String KAFKA_PROPERTY = "--kafka-property";
  private static final Pattern QUOTED_OPTION = Pattern.compile("'(-[^']*)'");

  private Arguments() {}

  /** Gives {@code command} an option for every key, and {@code --config}. */
  public static void declare(CommandSpec command) {
    // A misspelt option behind --input would be taken for one more path.
    command.parser().unmatchedOptionsAllowedAsOptionParameters(false);
    Keys.ALL.forEach(key -> command.addOption(option(key)));
    command.addOption(
        OptionSpec.builder(KAFKA_PROPERTY)
            .paramLabel("NAME=VALUE")
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("A property of Kafka's clients; the same as --kafka.NAME=VALUE.")
            .build());
    declareConfig(command);
  }

  /**
   * The same for a command that reads files once and has an output of its own: an option for every
   * key that says what is read and how.
   */
  public static void declareForArchives(CommandSpec command) {
    command.parser().unmatchedOptionsAllowedAsOptionParameters(false);
    Keys.ofArchives().forEach(key -> command.addOption(option(key)));
    declareConfig(command);
  }

  /** The same for a command that shows alerts: where they are, and the rules behind them. */
  public static void declareForPages(CommandSpec command) {
    command.parser().unmatchedOptionsAllowedAsOptionParameters(false);
    command.addOption(
        OptionSpec.builder("--" + Keys.ALERTS.name())
            .paramLabel("PATH")
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(
                "Files that run --alerts writes, or folders of such files. What they get later is shown, too.",
                "Default: none: --elasticsearch-url in their place")
            .build());
    Keys.ofPages().forEach(key -> command.addOption(option(key)));
    declareConfig(command);
  }

  private static void declareConfig(CommandSpec command) {
    command.addOption(
        OptionSpec.builder(CONFIG)
            .paramLabel("FILE")
            .type(String.class)
            .description(
                "Properties file with the same keys, or Managed Flink's property groups (.json); arguments"
                    + " and environment variables win over it.")
            .build());
  }

  /**
   * What was given as arguments; what these don't say, from the environment, then the file that
   * {@code --config} names, then the property groups of Managed Flink. Keys that the command has no
   * option for are left out: the file may be the job's, whose outputs aren't this command's.
   *
   * @throws ConfigException when a file can't be read or something given isn't known
   */
  public static Settings settings(ParseResult parsed) {
    Settings settings = given(parsed);
    settings.addMissingFrom(EnvironmentVariables.read(System.getenv()));
    if (parsed.hasMatchedOption(CONFIG)) {
      String file = parsed.matchedOption(CONFIG).stringValues().get(0);
      settings.readFrom(file);
      settings.addMissingFrom(
          file.endsWith(".json") ? PropertyGroups.read(file) : PropertiesFile.read(file));
    }
    settings.addMissingFrom(PropertyGroups.ofThisApplication());
    Set<String> options = parsed.commandSpec().optionsMap().keySet();
    return settings.only(
        key -> options.contains(key.startsWith(Settings.KAFKA) ? KAFKA_PROPERTY : "--" + key));
  }

  private static Settings given(ParseResult parsed) {
    Settings settings = new Settings();
    for (Key<?> key : Keys.ALL) {
      String option = "--" + key.name();
      if (parsed.hasMatchedOption(option)) {
        settings.put(key.name(), parsed.matchedOption(option).stringValues(), option);
      }
    }
    if (parsed.hasMatchedOption(KAFKA_PROPERTY)) {
      for (String property : parsed.matchedOption(KAFKA_PROPERTY).stringValues()) {
        putKafka(settings, property);
      }
    }
    return settings.refuseBareSecrets();
  }

  /** {@code --kafka.name=value} as the option that picocli knows; all else as it is. */
  public static String[] expand(String... args) {
    return Arrays.stream(args)
        .map(
            arg ->
                arg.startsWith("--" + Settings.KAFKA)
                    ? KAFKA_PROPERTY + "=" + arg.substring(2 + Settings.KAFKA.length())
                    : arg)
        .toArray(String[]::new);
  }

  private static void putKafka(Settings settings, String property) {
    int equals = property.indexOf('=');
    if (equals <= 0) {
      throw new ConfigException(
          "--kafka.%s has no value. Right would be: --kafka.%s=VALUE."
              .formatted(property, property));
    }
    String key = Settings.KAFKA + property.substring(0, equals);
    settings.put(key, List.of(property.substring(equals + 1)), "--" + key);
  }

  /**
   * The program arguments of the job on a cluster.
   *
   * @throws ConfigException when they're wrong
   */
  public static Settings parse(String... args) {
    return parsed(Arguments::settings, args);
  }

  /**
   * The same for a job that a command runs for itself: what its environment says of the user's job
   * doesn't count.
   */
  public static Settings only(String... args) {
    return parsed(Arguments::given, args);
  }

  private static Settings parsed(Function<ParseResult, Settings> read, String... args) {
    CommandSpec command = CommandSpec.create().name("trailhound");
    declare(command);
    CommandLine commandLine = new CommandLine(command);
    try {
      return read.apply(commandLine.parseArgs(expand(args)));
    } catch (CommandLine.ParameterException e) {
      throw new ConfigException(explain(e));
    }
  }

  /** The message for a mistake that picocli found, with the key that was probably meant. */
  public static String explain(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (e instanceof CommandLine.OverwrittenOptionException twice) {
      return "%s is given twice. Right would be: once.".formatted(name(twice.getOverwritten()));
    }
    if (e instanceof CommandLine.MissingParameterException missing
        && !missing.getMissing().isEmpty()) {
      ArgSpec arg = missing.getMissing().get(0);
      if (arg.isPositional()) {
        return "%s is missing. '%s --help' says what it is."
            .formatted(arg.paramLabel(), e.getCommandLine().getCommandSpec().qualifiedName());
      }
      return "%s needs a value. Right would be: %s %s."
          .formatted(name(arg), name(arg), arg.paramLabel());
    }
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    if (!spec.subcommands().isEmpty()) {
      return "%s needs a command. Right would be: one of %s."
          .formatted(spec.qualifiedName(), String.join(", ", spec.subcommands().keySet()));
    }
    return e.getMessage();
  }

  private static String unknown(CommandLine.UnmatchedArgumentException e) {
    String word = given(e).replaceFirst("=.*", "");
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    List<String> known =
        word.startsWith("-")
            ? List.copyOf(spec.optionsMap().keySet())
            : List.copyOf(spec.subcommands().keySet());
    String hint =
        Suggestion.of(word, known)
            .map(meant -> "Did you mean '" + meant + "'?")
            .orElse("'" + spec.qualifiedName() + " --help' lists what there is.");
    return "'%s' is not understood. %s".formatted(word, hint);
  }

  private static String given(CommandLine.UnmatchedArgumentException e) {
    if (!e.getUnmatched().isEmpty()) {
      return e.getUnmatched().get(0);
    }
    // An unknown option where a value may stand is in the message only.
    Matcher quoted = QUOTED_OPTION.matcher(e.getMessage());
    return quoted.find() ? quoted.group(1) : e.getMessage();
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static OptionSpec option(Key<?> key) {
    String fallback = key.defaultText().replace("`", "");
    OptionSpec.Builder option =
        OptionSpec.builder("--" + key.name())
            .paramLabel(key.metavar())
            .description(key.meaning().replace("`", "").replace("%", "%%"), "Default: " + fallback);
    return key.many()
        ? option.arity("1..*").type(List.class).auxiliaryTypes(String.class).build()
        : option.arity("1").type(String.class).build();
  }
}
