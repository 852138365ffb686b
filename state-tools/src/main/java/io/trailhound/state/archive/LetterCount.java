package io.trailhound.state.archive;

import io.trailhound.model.DeadLetter;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * What an archive has that detection can't take in: dead letters and late events in; out how many
 * there are of each reason, and the one of them that comes first by its place. One that asks nobody
 * for a file of them has to hear that a day is missing.
 */
@SuppressWarnings("NonApiType") // Flink asks for a type that is serializable
final class LetterCount
    implements Accumulator<DeadLetter, TreeMap<String, LetterCount.OfOneReason>> {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "letters";

  private TreeMap<String, OfOneReason> byReason = new TreeMap<>();

  /**
   * @param source of the first of them, {@code file:line}
   * @param detail what is wrong with that one
   */
  record OfOneReason(long count, String source, String detail) implements Serializable {
    private static final Comparator<OfOneReason> BY_PLACE =
        Comparator.comparing(OfOneReason::source).thenComparing(OfOneReason::detail);

    OfOneReason and(OfOneReason other) {
      OfOneReason first = BY_PLACE.compare(this, other) <= 0 ? this : other;
      return new OfOneReason(count + other.count, first.source, first.detail);
    }
  }

  /** Hands on what it counts. */
  static final class Counting extends RichMapFunction<DeadLetter, DeadLetter> {
    private static final long serialVersionUID = 1L;
    private final LetterCount count = new LetterCount();

    @Override
    public void open(OpenContext context) {
      getRuntimeContext().addAccumulator(NAME, count);
    }

    @Override
    public DeadLetter map(DeadLetter letter) {
      count.add(letter);
      return letter;
    }
  }

  /**
   * A line for each reason.
   *
   * @param results of a job that has ended
   */
  @SuppressWarnings("unchecked") // it's what getLocalValue returned
  static List<String> lines(Map<String, Object> results) {
    var byReason = (TreeMap<String, OfOneReason>) results.getOrDefault(NAME, new TreeMap<>());
    return byReason.entrySet().stream()
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%,d %s, the first at %s: %s",
                    one.getValue().count(),
                    one.getKey(),
                    one.getValue().source(),
                    one.getValue().detail()))
        .toList();
  }

  @Override
  public void add(DeadLetter letter) {
    byReason.merge(
        letter.reason(), new OfOneReason(1, letter.source(), letter.detail()), OfOneReason::and);
  }

  @Override
  public TreeMap<String, OfOneReason> getLocalValue() {
    return byReason;
  }

  @Override
  public void resetLocal() {
    byReason.clear();
  }

  @Override
  public void merge(Accumulator<DeadLetter, TreeMap<String, OfOneReason>> other) {
    other.getLocalValue().forEach((reason, some) -> byReason.merge(reason, some, OfOneReason::and));
  }

  @Override
  public LetterCount clone() {
    LetterCount copy = new LetterCount();
    copy.byReason = new TreeMap<>(byReason);
    return copy;
  }
}
