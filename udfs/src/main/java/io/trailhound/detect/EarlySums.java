package io.trailhound.detect;

import io.trailhound.rules.Measured;
import io.trailhound.rules.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Calls of a group in, as they arrive; out the windows of {@link SlidingCount} whose sum fires by
 * what is known, and those that do no more. Windows are decided as they are in the end, in the
 * order of their first call.
 *
 * <p>A look costs the times at which there are calls, and an alert all calls of its window. So a
 * look is only taken when as much has come as was missing last time, and each call pays for a few
 * of what it reads: where many calls ask for a look, it's put off until enough have come, or to the
 * end of the window.
 */
final class EarlySums {
  static final ValueStateDescriptor<SumsTold> TOLD =
      new ValueStateDescriptor<>("sums-told", Types.POJO(SumsTold.class));

  /** So few times and calls cost next to nothing. */
  private static final int FEW_TIMES = 50;

  private static final int FEW_CALLS = 500;

  /** So many are read for each call. */
  private static final int PAID = 64;

  /** So many looks can be saved up. */
  private static final int MOST_SAVED = 20;

  private final MovingNumbers numbers;
  private final ValueState<SumsTold> told;

  EarlySums(RuntimeContext context, MovingNumbers numbers) {
    this.numbers = numbers;
    told = context.getState(TOLD);
  }

  /**
   * Notes a call, which is held.
   *
   * @param first whether it's the first one of its time
   * @param used no window begins before that
   */
  WindowSearch.Change add(Rule.ValueCount rule, Call call, boolean first, long used)
      throws Exception {
    SumsTold known = known();
    known.times += first ? 1 : 0;
    known.calls++;
    known.budget = Math.min(known.budget + PAID, (long) MOST_SAVED * known.times);
    WindowSearch.Change change = new WindowSearch.Change();
    if (isNews(known, call, rule.span())) {
      boolean few = known.times <= FEW_TIMES && known.calls <= FEW_CALLS;
      if (few || known.budget >= known.times) {
        look(rule, known, used, change);
      } else {
        known.missing = null; // the next call asks again
      }
    }
    told.update(known);
    return change;
  }

  /** Whether another window may fire because of the call; notes what it brings. */
  private static boolean isNews(SumsTold known, Call call, long span) {
    BigDecimal sum = Sums.in(call.value());
    if (known.missing == null || sum.signum() < 0) {
      return true;
    }
    boolean told = isTold(known, call, span);
    if (known.othersEnd != 0) {
      known.othersEnd = told ? known.othersEnd : Math.max(known.othersEnd, call.time() + span);
      if (call.time() >= known.othersEnd) {
        return false;
      }
    }
    BigDecimal missing = Sums.of(known.missing).subtract(sum);
    known.missing = Sums.text(missing);
    return missing.signum() <= 0 || isBefore(known, call, span);
  }

  /** Whether a window that was told has the call; else it may begin one. */
  private static boolean isTold(SumsTold known, Call call, long span) {
    return known.early.stream().anyMatch(s -> s <= call.time() && call.time() < s + span);
  }

  /** Whether a window that begins at the call takes calls from one that was told. */
  private static boolean isBefore(SumsTold known, Call call, long span) {
    return known.early.stream().anyMatch(s -> call.time() < s && s < call.time() + span);
  }

  /**
   * Decides anew when nothing is known of any window.
   *
   * @param calls how many are held of each time that has some
   */
  WindowSearch.Change decideAll(Rule.ValueCount rule, Collection<Integer> calls, long used)
      throws Exception {
    SumsTold known = new SumsTold();
    known.times = calls.size();
    known.calls = calls.stream().mapToLong(n -> n).sum();
    WindowSearch.Change change = new WindowSearch.Change();
    look(rule, known, used, change);
    told.update(known);
    return change;
  }

  private void look(Rule.ValueCount rule, SumsTold known, long used, WindowSearch.Change change)
      throws Exception {
    List<Long> fired = new ArrayList<>();
    BigDecimal most = BigDecimal.ZERO; // of what is yet to come
    BigDecimal sum = BigDecimal.ZERO;
    int inside = 0;
    long next = used;
    long othersEnd = Long.MIN_VALUE;
    List<Map.Entry<Long, BigDecimal>> all = new ArrayList<>(numbers.sums().entrySet());
    int end = 0;
    for (Map.Entry<Long, BigDecimal> first : all) {
      long start = first.getKey();
      for (; end < all.size() && all.get(end).getKey() < start + rule.span(); end++) {
        sum = sum.add(Objects.requireNonNullElse(all.get(end).getValue(), BigDecimal.ZERO));
        inside += all.get(end).getValue() == null ? 0 : 1;
      }
      if (start >= next && inside > 0 && rule.measure().condition().test(new Measured(sum, 1))) {
        fired.add(start);
        next = start + rule.span();
      } else if (start >= next) {
        most = most.max(sum);
        othersEnd = start + rule.span();
      }
      sum = sum.subtract(Objects.requireNonNullElse(first.getValue(), BigDecimal.ZERO));
      inside -= first.getValue() == null ? 0 : 1;
    }
    known.missing = Sums.text(least(rule).subtract(most));
    known.othersEnd = othersEnd;
    note(known, fired, change);
    int alerts = change.fired().size() + change.undone().size();
    known.budget -= known.times + alerts * known.calls;
  }

  /** What a sum has to come to at least. */
  private static BigDecimal least(Rule.ValueCount rule) {
    return rule.measure().condition().bounds().stream()
        .map(bound -> bound.number())
        .reduce(BigDecimal::max)
        .orElseThrow();
  }

  private static void note(SumsTold known, List<Long> fired, WindowSearch.Change change) {
    Set<Long> before = new TreeSet<>(known.early);
    change.fired().addAll(fired);
    change.fired().removeAll(before);
    before.removeAll(fired);
    change.undone().addAll(before);
    known.early = fired;
  }

  /**
   * The watermark has come to the end of a window, and {@code time} is forgotten with its calls;
   * returns whether its alert was told.
   *
   * @param fires whether it's final; else others may have its calls
   */
  boolean end(long time, int calls, boolean fires) throws Exception {
    SumsTold known = told.value();
    if (known == null) {
      return false;
    }
    boolean was = known.early.remove((Long) time);
    if (was && !fires) {
      known.missing = null;
    }
    known.times = Math.max(0, known.times - 1);
    known.calls = Math.max(0, known.calls - calls);
    told.update(known);
    return was;
  }

  /** Adds the starts of windows whose early alert is out to {@code all}. */
  void addTold(Set<Long> all) throws Exception {
    SumsTold known = told.value();
    if (known != null) {
      all.addAll(known.early);
    }
  }

  private SumsTold known() throws Exception {
    SumsTold known = told.value();
    return known == null ? new SumsTold() : known;
  }

  void clear() {
    told.clear();
  }
}
