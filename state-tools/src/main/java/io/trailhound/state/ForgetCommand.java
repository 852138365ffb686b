package io.trailhound.state;

import io.trailhound.detect.NewTerms;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code state forget}: a savepoint in, another out in which a principal's terms are new again. */
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

  @Mixin private OutOption out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Savepoint savepoint = savepointArgument.open();
    try (NewSavepoint without =
        NewSavepoint.basedOn(savepoint, out.folder, spec.commandLine().getErr())) {
      if (!copyOthers(savepoint, without)) {
        throw new StateException(
            "'%s' knows nothing of %s%s. Right would be: what 'trailhound state inspect' shows."
                .formatted(savepoint.path(), principal, term == null ? "" : " under " + term));
      }
      without.finish();
    }
    return StateMain.DONE;
  }

  /** Whether there was anything to forget. */
  private boolean copyOthers(Savepoint from, NewSavepoint to) throws Exception {
    to.replace(Savepoint.operator(NewTerms.UID));
    AtomicBoolean gone = new AtomicBoolean();
    from.read(
        NewTerms.UID,
        line -> {
          if (isToGo(StateLine.parse(line))) {
            gone.set(true);
          } else {
            to.add(line);
          }
        });
    return gone.get();
  }

  /** Timers stay: they find nothing to do, and are gone when their time comes. */
  private boolean isToGo(StateLine line) {
    return Sighting.isIn(line)
        && line.isOf(principal)
        && (term == null || line.entry().asText().equals(term));
  }
}
