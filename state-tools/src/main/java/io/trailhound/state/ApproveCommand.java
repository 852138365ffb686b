package io.trailhound.state;

import io.trailhound.detect.KeyedOperator;
import io.trailhound.detect.NewTerms;
import io.trailhound.rules.Rule;
import io.trailhound.state.savepoint.NewSavepoint;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code state approve}: a savepoint and pairs of principal and ASN in, another savepoint out in
 * which those pairs are known, so that no alert tells of them.
 */
@Command(
    name = "approve",
    description = "Makes pairs of principal and ASN known, as if they had been seen.")
final class ApproveCommand implements Callable<Integer> {
  private static final String ASN = "source.as.number";

  @Mixin private SavepointArgument savepointArgument;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      required = true,
      description =
          "Lines of principal,ASN,until. Until is a day or time, such as 2027-01-31. # begins a comment.")
  private Path csv;

  @Mixin private OutOption out;

  @Mixin private RulesOptions rules;

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "Only for this new_terms rule. Default: all that look at a principal's ASN.")
  private String rule;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Savepoint savepoint = savepointArgument.open();
    List<Approval> approvals = Approval.read(csv);
    requireAhead(approvals, savepoint);
    KnownTerms approved = new KnownTerms(approving(), approvals);
    Set<String> there = new HashSet<>();
    try (NewSavepoint with =
        NewSavepoint.basedOn(savepoint, out.folder, spec.commandLine().getErr())) {
      KeyedOperator<?> operator = Savepoint.operator(NewTerms.UID);
      with.replace(operator, savepoint.bytes(operator));
      savepoint.read(
          NewTerms.UID,
          line -> {
            approved.find(line).ifPresent(there::add);
            with.add(approved.changed(line));
          });
      for (String line : approved.missing(there)) {
        with.add(line);
      }
      with.finish();
    }
    return ExitCode.OK;
  }

  /** What ends behind the watermark, the job would forget at once, without a word. */
  private static void requireAhead(List<Approval> approvals, Savepoint savepoint) {
    long reached = savepoint.reached(Savepoint.operator(NewTerms.UID)).orElse(Long.MIN_VALUE);
    for (Approval approval : approvals) {
      if (approval.until() <= reached) {
        throw new StateException(
            "%s: until %s lies behind the time that the savepoint has come to, %s: the pair would be forgotten at once. Right would be: a later day or time."
                .formatted(
                    approval.where(),
                    Instant.ofEpochMilli(approval.until()),
                    Instant.ofEpochMilli(reached)));
      }
    }
  }

  private List<Rule.NewTerms> approving() {
    List<Rule.NewTerms> all =
        rules.load().rules().stream()
            .filter(Rule.NewTerms.class::isInstance)
            .map(Rule.NewTerms.class::cast)
            .filter(it -> it.term().name().equals(ASN) && it.groupBy().size() == 1)
            .toList();
    List<Rule.NewTerms> wanted =
        all.stream().filter(it -> rule == null || it.name().equals(rule)).toList();
    if (wanted.isEmpty()) {
      throw new StateException(
          "rule: no new_terms rule about a principal's ASN%s. Right would be: one of %s."
              .formatted(
                  rule == null ? "" : " is named '" + rule + "'",
                  all.stream().map(Rule.NewTerms::name).toList()));
    }
    return wanted;
  }
}
