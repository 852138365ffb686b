package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Certain steps of a group in, batch by batch; out those of them that CEP has to see: the steps of
 * chains that are complete. A step that is in none changes nothing, because what CEP does with it
 * is to begin or go on with a chain that ends nowhere; and CEP looks at all such chains at every
 * step, so whoever makes two calls by turns would have it look at thousands.
 *
 * <p>A batch is played through the chains that are open where it begins ({@link OpenChains}). Only
 * when that completes one are the steps read that came before it.
 */
final class FinalSearch {
  static final ValueStateDescriptor<Handed> HANDED =
      new ValueStateDescriptor<>("handed", Types.POJO(Handed.class));

  private final KnownSteps steps;
  private final ValueState<Handed> handedOver;

  FinalSearch(RuntimeContext context, KnownSteps steps) {
    this.steps = steps;
    handedOver = context.getState(HANDED);
  }

  /** Whether there is no account of what was handed over: nothing was, or by 0.1.0. */
  boolean isNew() throws Exception {
    return handedOver.value() == null;
  }

  /**
   * The steps of chains that are complete now, in order.
   *
   * @param due steps that are certain since the last time, in order
   * @param upTo up to here all are certain, milliseconds
   */
  List<Signal> complete(Chains chains, List<Signal> due, long upTo) throws Exception {
    Handed handed = handedOver.value();
    boolean anew = handed == null || !handed.isOf(chains);
    List<Signal> complete = new ArrayList<>();
    if (handed == null) {
      handed = Handed.of(chains);
      Set<StepId> unsent = due.stream().map(StepId::of).collect(Collectors.toSet());
      for (List<Signal> chain : search(chains, handed, upTo)) {
        if (unsent.contains(StepId.of(chain.get(chain.size() - 1)))) {
          complete.addAll(chain);
        }
      }
    } else if (anew || due.get(0).time <= handed.upTo || completes(chains, handed, due, upTo)) {
      handed = anew ? handed.by(chains) : handed;
      search(chains, handed, upTo).forEach(complete::addAll);
    }
    handed.upTo = Math.max(handed.upTo, upTo);
    handedOver.update(handed);
    return complete;
  }

  /** Whether a chain is complete now; {@link OpenChains} has a bit for each step of a rule. */
  private static boolean completes(Chains chains, Handed handed, List<Signal> due, long upTo) {
    OpenChains open = new OpenChains(chains, handed.open);
    List<Long> completed = new ArrayList<>();
    open.take(due.stream().map(StepTime::of).toList(), completed);
    handed.open = open.at(upTo);
    return !completed.isEmpty() || chains.rule().steps().size() > Long.SIZE;
  }

  /** The chains that are complete by all steps that no chain has used. */
  private List<List<Signal>> search(Chains chains, Handed handed, long upTo) throws Exception {
    List<Signal> free = steps.certain();
    free.removeIf(s -> s.time > upTo);
    return search(chains, handed, free, upTo);
  }

  private static List<List<Signal>> search(
      Chains chains, Handed handed, List<Signal> free, long upTo) {
    free.removeIf(s -> !chains.has(s) || !handed.isFree(chains, s));
    free.sort(chains::compareInOrder);
    List<List<Signal>> completed = chains.completed(free);
    if (!completed.isEmpty()) {
      List<Signal> last = completed.get(completed.size() - 1);
      handed.use(last.get(last.size() - 1));
      free.removeIf(s -> !handed.isFree(chains, s));
    }
    OpenChains open = new OpenChains(chains, Map.of());
    open.take(free.stream().map(StepTime::of).toList(), new ArrayList<>());
    handed.open = open.at(upTo);
    return completed;
  }

  /**
   * Begins with steps of batches that had passed before a chain was possible, and so have none that
   * is complete: what's known of the group is then the same as if it had been possible all along.
   */
  void begin(Chains chains, List<Signal> passed) throws Exception {
    if (passed.isEmpty()) {
      return;
    }
    Handed known = handedOver.value();
    Handed handed = known == null ? Handed.of(chains) : known.by(chains);
    for (Signal step : passed) {
      handed.upTo = Math.max(handed.upTo, StepBatches.end(chains, step) - chains.settled());
    }
    var unused = search(chains, handed, passed, handed.upTo);
    handedOver.update(handed);
  }

  /**
   * Forgets of what was handed over the part that no step that is left was in, so that it doesn't
   * tell when the others left.
   *
   * @param over up to here all steps have left, milliseconds
   * @param armed whether a chain is still possible
   * @return whether chains were handed to CEP that are over now
   */
  boolean forget(long over, boolean armed) throws Exception {
    Handed handed = handedOver.value();
    if (handed == null) {
      return false;
    }
    boolean chainIsOver = handed.used != null && handed.used.time <= over;
    if (chainIsOver) {
      handed.used = null;
    }
    handed.open.values().removeIf(first -> first <= over);
    if (!armed && handed.used != null) {
      handed.upTo = handed.used.time;
      handed.open.clear();
    }
    long upTo = handed.upTo;
    if ((armed || handed.used != null) && steps.certain().stream().anyMatch(s -> s.time <= upTo)) {
      handedOver.update(handed);
    } else {
      handedOver.clear();
    }
    return chainIsOver;
  }

  /** Whether a step comes behind what final chains have used. */
  Predicate<Signal> free(Chains chains) throws Exception {
    Handed handed = handedOver.value();
    return handed == null ? step -> true : step -> handed.isFree(chains, step);
  }

  void clear() {
    handedOver.clear();
  }
}
