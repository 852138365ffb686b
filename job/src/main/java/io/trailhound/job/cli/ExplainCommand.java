package io.trailhound.job.cli;

import io.trailhound.enrich.LookupFiles;
import io.trailhound.job.config.ConfigException;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.rules.Rule;
import io.trailhound.rules.sigma.Explainer;
import io.trailhound.text.Distance;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rules explain --event FILE}: events in, why each rule matches them or doesn't out. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says why rules match events, or don't: which parts held, what stood there instead.",
      "Without --rule, a line for each rule, and the whole of those that match."
    })
final class ExplainCommand implements Callable<Integer> {
  /** What is read by people. */
  private static final int MOST_EVENTS = 100;

  @ParentCommand private RulesCommand rules;

  @Mixin private RulesFolder folder;

  @Option(
      names = "--event",
      paramLabel = "FILE",
      required = true,
      description = "One event or several, in any form that run --input reads.")
  private Path file;

  @Option(names = "--rule", paramLabel = "NAME", description = "Only this rule, as a whole.")
  private String name;

  @Mixin private LookupOptions lookups;

  @Override
  public Integer call() throws IOException {
    Explainer explainer = new Explainer(rules.read(folder.path()));
    List<Rule> asked = asked(explainer);
    LookupFiles files = lookups.files();
    EventFile read = EventFile.read(file, explainer.extraFields(), files, MOST_EVENTS);
    read.deadLetters()
        .forEach(letter -> rules.err().println(TerminalText.escape("dead letter: " + letter)));
    if (read.events().isEmpty()) {
      throw new ConfigException(
          "'%s' has no event. Right would be: CloudTrail events, as run --input reads them."
              .formatted(file));
    }
    ExplainText text =
        new ExplainText(explainer, rules.out(), rules.style(), new ExplainWords(files));
    for (CloudTrailEvent event : read.events()) {
      rules.out().println(rules.style().bold(TerminalText.escape(title(event))));
      asked.forEach(rule -> text.tell(rule, event, name != null));
      rules.out().println();
    }
    return ExitCode.OK;
  }

  private List<Rule> asked(Explainer explainer) {
    List<Rule> all = explainer.book().rules();
    if (name == null) {
      return all;
    }
    return explainer
        .book()
        .find(name)
        .map(List::of)
        .orElseThrow(
            () ->
                new ConfigException(
                    "--rule is '%s'. Right would be: the name of a rule that is loaded, such as %s."
                        .formatted(name, nearest(all))));
  }

  private String nearest(List<Rule> all) {
    List<String> names = all.stream().map(Rule::name).toList();
    return Distance.nearest(name, names, Integer.MAX_VALUE).orElse("none");
  }

  private static String title(CloudTrailEvent event) {
    return String.join(
        " ",
        Instant.ofEpochMilli(event.eventTime).toString(),
        String.valueOf(event.eventSource),
        String.valueOf(event.eventName),
        String.valueOf(event.eventId));
  }
}
