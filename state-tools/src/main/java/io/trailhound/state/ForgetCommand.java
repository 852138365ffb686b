package io.trailhound.state;

import io.trailhound.detect.NewTerms;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.FilterFunction;
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
    PrintWriter err = spec.commandLine().getErr();
    Savepoint savepoint = savepointArgument.open();
    Kept kept = new Kept(principal, term);
    AtomicLong gone = new AtomicLong();
    savepoint.read(
        NewTerms.UID,
        new Progress("entries", err),
        line -> gone.addAndGet(kept.filter(line) ? 0 : 1));
    if (gone.get() == 0) {
      throw new StateException(
          "'%s' knows nothing of %s%s. Right would be: what 'trailhound state inspect' shows."
              .formatted(savepoint.path(), principal, term == null ? "" : " under " + term));
    }
    savepoint.rewrite(NewTerms.UID, out.folder, lines -> lines.filter(kept), List.of(), err);
    return StateMain.DONE;
  }

  /**
   * Lines of everything else. Timers stay: they find nothing to do, and are gone when their time
   * comes.
   */
  private record Kept(String principal, String term) implements FilterFunction<String> {
    @Override
    public boolean filter(String json) {
      StateLine line = StateLine.parse(json);
      return !Sighting.isIn(line)
          || !line.isOf(principal)
          || (term != null && !line.entry().asText().equals(term));
    }
  }
}
