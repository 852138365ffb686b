package io.trailhound.state;

import io.trailhound.detect.KeyedOperator;
import io.trailhound.detect.NewTerms;
import io.trailhound.state.inspect.Sighting;
import io.trailhound.state.savepoint.NewSavepoint;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateException;
import io.trailhound.state.savepoint.StateLine;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code state forget}: a savepoint in, another out in which a principal's terms are new again, or
 * nothing at all is known of the principal.
 */
@Command(
    name = "forget",
    description = "Makes what a principal was seen under, such as networks, new again.")
final class ForgetCommand implements Callable<Integer> {
  @Mixin private SavepointArgument savepointArgument;

  @Option(
      names = "--principal",
      paramLabel = "ARN",
      required = true,
      description = "Whose terms to forget.")
  private String principal;

  @Option(names = "--term", paramLabel = "ASN", description = "Only this one, for example 9009.")
  private String term;

  @Option(
      names = "--all",
      description =
          "Open windows, counts of hours, steps of sequences and periods of suppress of the principal too.")
  private boolean all;

  @Mixin private OutOption out;

  @Mixin private RulesOptions rules;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (all && term != null) {
      throw new StateException(
          "all and term exclude each other. Right would be: --term for one network, or --all.");
    }
    Savepoint savepoint = savepointArgument.open();
    Whose whose = new Whose(rules.load(), principal);
    try (NewSavepoint without =
        NewSavepoint.basedOn(savepoint, out.folder, spec.commandLine().getErr())) {
      if (!copyOthers(savepoint, whose, without)) {
        throw nothing(savepoint, whose);
      }
      without.finish();
    }
    return ExitCode.OK;
  }

  /** Whether there was anything to forget. */
  private boolean copyOthers(Savepoint from, Whose whose, NewSavepoint to) throws Exception {
    List<KeyedOperator<?>> operators =
        all ? from.keyedOperators() : List.of(Savepoint.operator(NewTerms.UID));
    for (KeyedOperator<?> operator : operators) {
      to.replace(operator, from.bytes(operator));
    }
    AtomicBoolean gone = new AtomicBoolean();
    for (KeyedOperator<?> operator : operators) {
      from.read(
          operator.uid(),
          line -> {
            if (isToGo(StateLine.parse(line), whose)) {
              gone.set(true);
            } else {
              to.add(line);
            }
          });
    }
    return gone.get();
  }

  /**
   * All of a key goes with its timers. Where only terms go, timers stay: they find nothing to do,
   * and are gone when their time comes.
   */
  private boolean isToGo(StateLine line, Whose whose) {
    return whose.has(line)
        && (all || (Sighting.isIn(line) && (term == null || StateLine.is(line.entry(), term))));
  }

  private StateException nothing(Savepoint savepoint, Whose whose) throws Exception {
    String where = "'%s' knows ".formatted(savepoint.path());
    String inspect = "'trailhound state inspect --principal %s'".formatted(principal);
    if (all || !knowsAnything(savepoint, whose)) {
      return new StateException(
          "%snothing of %s. Right would be: a name as 'trailhound state inspect' shows it."
              .formatted(where, principal));
    }
    return new StateException(
        term == null
            ? "%sno term of %s, only windows, counts or steps (see %s). Right would be: --all, to forget those."
                .formatted(where, principal, inspect)
            : "%snothing of %s under %s. Right would be: a term as %s shows it, or --all."
                .formatted(where, principal, term, inspect));
  }

  private boolean knowsAnything(Savepoint savepoint, Whose whose) throws Exception {
    AtomicBoolean any = new AtomicBoolean();
    savepoint.read(
        savepoint.keyedOperators(),
        line -> any.compareAndSet(false, whose.has(StateLine.parse(line))));
    return any.get();
  }
}
