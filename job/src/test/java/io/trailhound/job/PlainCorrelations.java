package io.trailhound.job;

import io.trailhound.model.Hash128;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts and sequences over anything that happens at a time, looked for in the plainest way: for
 * each window all of it is read, and every step is offered to every open chain.
 */
final class PlainCorrelations {
  private PlainCorrelations() {}

  /**
   * An event, or an alert where it stands among events.
   *
   * @param id of the event at which it stands
   * @param counted the id under which it's counted
   * @param regions of the events behind it
   * @param what window or steps, of an alert
   */
  record Item(
      String rule,
      long time,
      String id,
      String counted,
      String arn,
      Set<String> regions,
      String what) {
    static final Comparator<Item> IN_ORDER =
        Comparator.comparingLong(Item::time).thenComparing(Item::counted);

    String region() {
      return regions.iterator().next();
    }

    /** The same for one of its regions each. */
    List<Item> byRegion() {
      return regions.stream()
          .map(each -> new Item(rule, time, id, counted, arn, Set.of(each), what))
          .toList();
    }
  }

  static List<Item> only(List<Item> items, String... rules) {
    return items.stream().filter(item -> List.of(rules).contains(item.rule)).toList();
  }

  /** By ARN. A window fires when it has so many values. */
  static List<Item> count(
      String rule,
      List<Item> items,
      long span,
      int least,
      boolean sliding,
      Function<Item, String> value) {
    List<Item> alerts = new ArrayList<>();
    items.stream()
        .collect(Collectors.groupingBy(Item::arn, TreeMap::new, Collectors.toList()))
        .forEach(
            (arn, all) -> {
              long next = Long.MIN_VALUE;
              for (Item first : all.stream().sorted(Item.IN_ORDER).toList()) {
                long start = sliding ? first.time : Math.floorDiv(first.time, span) * span;
                Item alert =
                    start < next ? null : window(rule, arn, all, start, span, least, value);
                if (alert != null) {
                  alerts.add(alert);
                  next = start + span;
                }
              }
            });
    return alerts;
  }

  private static Item window(
      String rule,
      String arn,
      List<Item> all,
      long start,
      long span,
      int least,
      Function<Item, String> value) {
    Set<String> values = new TreeSet<>();
    Set<String> regions = new TreeSet<>();
    Item completing = null;
    int calls = 0;
    for (Item item : all.stream().sorted(Item.IN_ORDER).toList()) {
      if (item.time >= start && item.time < start + span) {
        calls++;
        values.add(value.apply(item));
        regions.addAll(item.regions);
        completing = completing == null && values.size() == least ? item : completing;
      }
    }
    return completing == null
        ? null
        : new Item(
            rule,
            completing.time,
            completing.counted,
            Hash128.hex(rule, arn, Long.toString(start)),
            arn,
            regions,
            start + ": " + calls);
  }

  /** In this order, in groups by {@code by}. */
  static List<Item> ordered(
      String rule, List<String> steps, List<Item> items, long span, Function<Item, String> by) {
    List<Item> alerts = new ArrayList<>();
    Map<String, List<Item>> groups =
        only(items, steps.toArray(String[]::new)).stream()
            .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
    Comparator<Item> inOrder =
        Comparator.comparingLong(Item::time)
            .thenComparing(item -> steps.indexOf(item.rule))
            .thenComparing(Item::id);
    groups.forEach(
        (group, all) -> {
          List<List<Item>> open = new ArrayList<>();
          for (Item step : all.stream().sorted(inOrder).toList()) {
            List<Item> chain = offer(open, steps, step, span);
            if (chain != null) {
              open.clear();
              String id = Hash128.hex(rule, group, Long.toString(Math.floorDiv(step.time, span)));
              String what = chain.stream().map(Item::id).collect(Collectors.joining(" "));
              alerts.add(
                  new Item(
                      rule, step.time, step.id, id + "/" + step.id, group, step.regions, what));
            }
          }
        });
    return alerts;
  }

  private static List<Item> offer(List<List<Item>> open, List<String> steps, Item step, long span) {
    for (Iterator<List<Item>> each = open.iterator(); each.hasNext(); ) {
      List<Item> chain = each.next();
      if (step.time - chain.get(0).time >= span) {
        each.remove();
      } else if (steps.indexOf(step.rule) == chain.size()) {
        chain.add(step);
        if (chain.size() == steps.size()) {
          return chain;
        }
      } else if (chain.size() == 1 && steps.indexOf(step.rule) == 0) {
        each.remove();
      }
    }
    if (steps.indexOf(step.rule) == 0) {
      open.add(new ArrayList<>(List.of(step)));
    }
    return null;
  }
}
