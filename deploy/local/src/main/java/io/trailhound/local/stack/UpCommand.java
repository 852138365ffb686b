package io.trailhound.local.stack;

import io.trailhound.local.LocalException;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code stack up}: starts what doesn't run, creates the topics, says what to do next. When it
 * fails or is interrupted, what it started ends.
 */
@Command(
    name = "up",
    sortOptions = false,
    description = {
      "Starts what does not run yet, on 127.0.0.1.",
      "What is set is kept in stack.properties in the folder, where the next 'up' finds it."
    })
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private StackFolder folder;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink: -D execution.checkpointing.interval=10s")
  private Map<String, String> flink = Map.of();

  /** One option for each setting. */
  static void declare(CommandSpec spec) {
    for (Setting setting : Setting.values()) {
      spec.addOption(
          OptionSpec.builder(setting.option())
              .paramLabel(setting.metavar())
              .type(String.class)
              .arity("1")
              .description(setting.meaning(), "Default: " + setting.fallback())
              .build());
    }
  }

  @Override
  public Integer call() throws Exception {
    return folder.locked(this::up);
  }

  private int up() {
    StackSettings before = folder.settings();
    StackSettings settings = before.with(given(), flink);
    refuseToChangeWhatRuns(before, settings);
    Stack stack = new Stack(settings);
    List<Service> missing = stack.services().stream().filter(it -> !it.process().runs()).toList();
    missing.forEach(UpCommand::refuseTakenPort);
    settings.save();
    start(missing, stack);
    PrintWriter out = spec.commandLine().getOut();
    StatusTable.print(stack, out);
    NextSteps.print(stack, out);
    return ExitCode.OK;
  }

  /** All at once: they wait for each other by themselves. All of them, or none. */
  private void start(List<Service> missing, Stack stack) {
    PrintWriter err = spec.commandLine().getErr();
    try (Started started = new Started()) {
      missing.forEach(
          it -> {
            err.println("starting " + it.process().name() + " ...");
            started.begin(it.process());
          });
      stack.services().forEach(it -> it.process().awaitUp());
      Topics.create(stack.kafka());
      started.keep();
    }
  }

  private Map<Setting, String> given() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String value =
          spec.commandLine().getParseResult().matchedOptionValue(setting.option(), (String) null);
      if (value != null) {
        given.put(setting, value);
      }
    }
    return given;
  }

  private static void refuseToChangeWhatRuns(StackSettings before, StackSettings now) {
    if (before.equals(now) || new Stack(before).services().stream().noneMatch(UpCommand::runs)) {
      return;
    }
    throw new UsageException(
        "the stack runs with other settings (%s). Right would be: ./trailhound stack down, first."
            .formatted(before.file()));
  }

  private static boolean runs(Service service) {
    return service.process().runs();
  }

  private static void refuseTakenPort(Service service) {
    Optional<Service.UsedPort> taken = service.taken();
    taken.ifPresent(
        it -> {
          throw new LocalException(
              String.format(
                  Locale.ROOT,
                  "%s can't have port %d: something else listens there. Right would be: another one, %s PORT.",
                  service.process().name(),
                  it.port(),
                  it.setting().option()));
        });
  }
}
