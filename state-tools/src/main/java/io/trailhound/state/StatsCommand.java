package io.trailhound.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.detect.KeyedOperator;
import io.trailhound.state.inspect.Largest;
import io.trailhound.state.inspect.RuleStats;
import io.trailhound.state.savepoint.LineProgress;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateLine;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code state stats}: how much state there is, of which operator, rule and principal. */
@Command(
    name = "stats",
    description =
        "Counts keys, entries and bytes by operator and rule, and the largest principals.")
final class StatsCommand implements Callable<Integer> {
  @Mixin private SavepointArgument savepointArgument;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Savepoint savepoint = savepointArgument.open();
    Largest largest = new Largest(10);
    out.printf("%-34s %-32s %10s %10s %12s%n", "operator", "rule", "keys", "entries", "bytes");
    Map<String, Map<String, RuleStats>> byOperator = new HashMap<>();
    LineProgress progress = new LineProgress("entries", spec.commandLine().getErr());
    savepoint.read(
        savepoint.keyedOperators(),
        progress.counting(
            json -> {
              StateLine line = StateLine.parse(json);
              long bytes = json.getBytes(UTF_8).length;
              byOperator
                  .computeIfAbsent(line.operator(), uid -> new TreeMap<>())
                  .computeIfAbsent(line.rule().orElse("-"), rule -> new RuleStats())
                  .add(line, bytes);
              largest.add(line.who(), bytes);
            }));
    progress.end();
    for (KeyedOperator<?> operator : savepoint.keyedOperators()) {
      out.printf(
          Locale.ROOT,
          "%-34s %-32s %10s %10s %,12d%n",
          operator.uid(),
          "in the savepoint",
          "",
          "",
          savepoint.bytes(operator));
      byOperator
          .getOrDefault(operator.uid(), Map.of())
          .forEach(
              (rule, tally) ->
                  out.printf(
                      Locale.ROOT,
                      "%-34s %-32s %,10d %,10d %,12d  %s%n",
                      "",
                      rule,
                      tally.keys,
                      tally.entries,
                      tally.bytes,
                      tally.period()));
    }
    out.printf("%nLargest principals, bytes as exported%n");
    largest
        .inOrder()
        .forEach(
            one ->
                out.printf(
                    Locale.ROOT, "%,12d  %s%n", one.getValue(), TerminalText.escape(one.getKey())));
    return ExitCode.OK;
  }
}
