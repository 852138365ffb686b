package io.trailhound.job.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.alert.JsonLines;
import io.trailhound.job.backtest.AlertIndex.Entry;
import io.trailhound.job.backtest.Backtest.Count;
import io.trailhound.job.backtest.Backtest.Difference;
import io.trailhound.job.backtest.Backtest.RuleDifference;
import io.trailhound.job.backtest.Backtest.RuleOutcome;
import io.trailhound.job.backtest.Backtest.Threshold;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that a run wrote come in, what a backtest says of them goes out. */
public final class Outcomes {
  private static final int MOST_SAMPLES = 5;
  private static final int NOISIEST = 10;
  private static final Duration HOUR = Duration.ofHours(1);

  private final RuleBook rules;
  private final AlertIndex alerts;

  private Outcomes(RuleBook rules, AlertIndex alerts) {
    this.rules = rules;
    this.alerts = alerts;
  }

  /**
   * @param rules as they're written, without those of a sweep
   * @param alerts a file of alerts, one a line
   */
  public static Outcomes of(RuleBook rules, Path alerts) throws IOException {
    return new Outcomes(rules, AlertIndex.of(alerts));
  }

  /** Dead letters or late events of a file, by reason. */
  public static Map<String, Long> reasons(Path file) throws IOException {
    Map<String, Long> reasons = new TreeMap<>();
    JsonLines.each(file, letter -> reasons.merge(letter.path("reason").asText(), 1L, Long::sum));
    return reasons;
  }

  /** From the first day with an alert to the last, as {@code 2026-01-31}. */
  public List<String> days() {
    TreeSet<String> days = entries().map(Entry::day).collect(Collectors.toCollection(TreeSet::new));
    if (days.isEmpty()) {
      return List.of();
    }
    return LocalDate.parse(days.first())
        .datesUntil(LocalDate.parse(days.last()).plusDays(1))
        .map(LocalDate::toString)
        .toList();
  }

  public List<Count> principals() {
    return noisiest(entries().map(Entry::principal));
  }

  public List<Count> networks() {
    return noisiest(entries().flatMap(entry -> entry.networks().stream()));
  }

  /** Those of each rule that alerts, in the order of the files. */
  public List<RuleOutcome> rules(Map<String, ThresholdSweep.Step> steps) throws IOException {
    List<String> days = days();
    List<RuleOutcome> outcomes = new ArrayList<>();
    for (Rule rule : alerting()) {
      List<Entry> entries = alerts.of(rule.name());
      outcomes.add(
          new RuleOutcome(
              rule.name(),
              rule.info().title(),
              rule.info().kind(),
              rule.info().level(),
              entries.size(),
              byDay(entries, days),
              noisiest(entries.stream().map(Entry::principal)),
              noisiest(entries.stream().flatMap(entry -> entry.networks().stream())),
              oncePerHour(entries),
              thresholds(rule, steps),
              samples(entries)));
    }
    return outcomes;
  }

  /** These and others over the same input. */
  public Difference difference(Outcomes others, String against) throws IOException {
    Set<String> names = new TreeSet<>();
    alerting().forEach(rule -> names.add(rule.name()));
    others.alerting().forEach(rule -> names.add(rule.name()));
    List<RuleDifference> differences = new ArrayList<>();
    for (String rule : names) {
      List<Entry> here = without(alerts.of(rule), others.alerts.of(rule));
      List<Entry> there = without(others.alerts.of(rule), alerts.of(rule));
      differences.add(
          new RuleDifference(
              rule,
              has(rule) ? (Long) (long) alerts.of(rule).size() : null,
              others.has(rule) ? (Long) (long) others.alerts.of(rule).size() : null,
              here.size(),
              there.size(),
              samples(here),
              others.samples(there)));
    }
    return new Difference(against, differences);
  }

  private boolean has(String rule) {
    return rules.find(rule).isPresent() && rules.alerts(rule);
  }

  private List<Rule> alerting() {
    return rules.rules().stream().filter(rule -> rules.alerts(rule.name())).toList();
  }

  private Stream<Entry> entries() {
    return alerting().stream().flatMap(rule -> alerts.of(rule.name()).stream());
  }

  private static List<Entry> without(List<Entry> all, List<Entry> others) {
    Set<String> known = others.stream().map(Entry::id).collect(Collectors.toSet());
    return all.stream().filter(entry -> !known.contains(entry.id())).toList();
  }

  private static List<Long> byDay(List<Entry> entries, List<String> days) {
    Map<String, Long> counts =
        entries.stream().collect(Collectors.groupingBy(Entry::day, Collectors.counting()));
    return days.stream().map(day -> counts.getOrDefault(day, 0L)).toList();
  }

  private static List<Count> noisiest(Stream<String> names) {
    return names
        .filter(name -> !name.isEmpty())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(Count::alerts).reversed().thenComparing(Count::name))
        .limit(NOISIEST)
        .toList();
  }

  /** Alerts of nobody in particular may be of many: each is left. */
  private static long oncePerHour(List<Entry> inOrderOfTime) {
    Map<String, Instant> begun = new HashMap<>();
    long left = 0;
    for (Entry entry : inOrderOfTime) {
      Instant time = Instant.parse(entry.time());
      Instant first = begun.get(entry.principal());
      if (entry.principal().isEmpty() || first == null || !time.isBefore(first.plus(HOUR))) {
        begun.put(entry.principal(), time);
        left++;
      }
    }
    return left;
  }

  private List<Threshold> thresholds(Rule rule, Map<String, ThresholdSweep.Step> steps) {
    List<Threshold> thresholds = new ArrayList<>();
    steps.forEach(
        (name, step) -> {
          if (step.rule().equals(rule.name())) {
            long count = alerts.of(name).size();
            thresholds.add(new Threshold(step.what(), step.threshold(), false, count));
          }
        });
    if (!thresholds.isEmpty()) {
      // The step above is always there, and the rule's own number lies right below it.
      Threshold above = thresholds.get(thresholds.size() - 1);
      long own = above.threshold() - 1;
      thresholds.add(
          thresholds.size() - 1,
          new Threshold(above.what(), own, true, alerts.of(rule.name()).size()));
    }
    return thresholds;
  }

  /** The first of each principal, then whatever came next. */
  private List<JsonNode> samples(List<Entry> entries) throws IOException {
    Set<String> principals = new HashSet<>();
    List<Entry> samples =
        new ArrayList<>(
            entries.stream()
                .filter(entry -> principals.add(entry.principal()))
                .limit(MOST_SAMPLES)
                .toList());
    entries.stream()
        .filter(entry -> !samples.contains(entry))
        .limit(MOST_SAMPLES - samples.size())
        .toList()
        .forEach(samples::add);
    return alerts.documents(samples);
  }
}
