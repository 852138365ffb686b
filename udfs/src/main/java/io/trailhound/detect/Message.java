package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Caps;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.model.Step;
import io.trailhound.model.Suppressed;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import io.trailhound.text.DurationWords;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The one sentence of an alert: who, did what, how often, from where, against which threshold. It's
 * rendered from the live values and the rule's own thresholds, so it can't lie.
 */
final class Message {
  private static final int SHOWN = 8;

  private Message() {}

  static String match(Rule.Match rule, Signal signal) {
    Activity a = signal.activity.shown();
    return "%s called %s%s%s%s."
        .formatted(
            Who.did(a),
            call(a),
            in(a.region),
            from(a),
            a.outcome == null ? "" : outcome(a.outcome));
  }

  static String newTerm(Rule.NewTerms rule, Alert alert) {
    Activity a = alert.activity.shown();
    String term =
        rule.term().name().equals("source.as.number")
            ? Networks.name(a)
            : "%s %s".formatted(rule.term().name(), Caps.shown(alert.term));
    return "%s called %s%s%s: the first time in %s that this principal is seen with %s%s."
        .formatted(
            Who.did(a),
            call(a),
            in(a.region),
            fromAddress(a),
            DurationWords.words(rule.life()),
            term,
            alert.previouslySeen == null
                ? ""
                : ", last seen " + Instant.ofEpochMilli(alert.previouslySeen));
  }

  static String valueCount(Rule.ValueCount rule, Alert alert) {
    String from = many("from ", alert.networks);
    return "%s %s within %s%s (threshold: %s)%s."
        .formatted(
            callers(rule, alert),
            counted(rule, alert),
            DurationWords.words(rule.timespan()),
            from.isEmpty() ? "" : " " + from,
            condition(rule),
            alert.values == null ? "" : many(": ", alert.values, alert.distinct));
  }

  /** Whom the alert is about; where it's nobody alone, what its calls have in common. */
  private static String callers(Rule rule, Alert alert) {
    if (!Caller.isNobody(alert.activity) || alert.group == null) {
      return Who.did(alert.activity);
    }
    String[] values = Group.split(alert.group);
    List<GroupField> by = rule.groupBy();
    String group =
        IntStream.range(0, Math.min(values.length, by.size()))
            .filter(i -> values[i] != null)
            .mapToObj(i -> by.get(i).name() + " " + Caps.shown(values[i]))
            .collect(Collectors.joining(", "));
    return group.isEmpty() ? "Several callers" : "Callers with " + group;
  }

  private static String condition(Rule.ValueCount rule) {
    if (rule.expression() != null) {
      return rule.expression().words();
    }
    return rule.measure() == null
        ? threshold(rule.threshold())
        : rule.measure().condition().words();
  }

  private static String counted(Rule.ValueCount rule, Alert alert) {
    boolean alerts = rule.links().stage() > 1;
    String format = alerts ? "had %d detections" : "made %d calls";
    String calls = String.format(Locale.ROOT, format, alert.count);
    if (rule.field() == null) {
      return calls;
    }
    String field = rule.field().name();
    if (rule.expression() != null) {
      return calls;
    }
    if (rule.measure() == null) {
      String noun = noun(field, alert.distinct);
      return String.format(Locale.ROOT, "%s with %d different %s", calls, alert.distinct, noun);
    }
    String measured = alert.measured == null ? "none" : number(alert.measured);
    return "%s, whose %s of %s is %s,".formatted(calls, rule.measure().words(), field, measured);
  }

  private static String number(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  static String rareRatio(Rule.RareRatio rule, Alert alert) {
    return String.format(
        Locale.ROOT,
        "%s made %d of %d calls in %s from outside the trusted clouds (%s %%, limit %s %%)%s; sensitive: %s.",
        callers(rule, alert),
        alert.uncommon,
        alert.total,
        DurationWords.words(rule.span()),
        percent(alert.ratio),
        percent(rule.maxRatio()),
        many(", from ", alert.networks),
        alert.sensitiveActions.isEmpty()
            ? "none any more"
            : String.join(", ", alert.sensitiveActions));
  }

  static String sequence(Rule.Sequence rule, Alert alert) {
    List<Step> steps = alert.steps;
    long took = steps.get(steps.size() - 1).time() - steps.get(0).time();
    return "%s went through %s%s in %s (limit %s)%s: %s."
        .formatted(
            callers(rule, alert),
            steps(rule),
            rule.ordered() ? " in order" : "",
            DurationWords.words(took),
            DurationWords.words(rule.timespan()),
            many(", from ", alert.networks),
            steps.stream().map(Message::step).collect(Collectors.joining(", then ")));
  }

  /** What the first alert of a period says, and how many like it followed. */
  static String suppressed(Alert alert) {
    Suppressed held = alert.suppressed;
    return held.number == 0
        ? alert.message
        : String.format(
            Locale.ROOT,
            "%s %d more like it followed, the last at %s.",
            alert.message,
            held.number,
            Instant.ofEpochMilli(held.last));
  }

  private static String steps(Rule.Sequence rule) {
    if (rule.least() < rule.steps().size()) {
      return String.format(Locale.ROOT, "%d of %d steps", rule.least(), rule.steps().size());
    }
    return rule.least() == 2
        ? "both steps"
        : String.format(Locale.ROOT, "all %d steps", rule.least());
  }

  private static String step(Step step) {
    return step.action() == null ? step.rule() : Caps.shown(step.action());
  }

  private static String call(Activity a) {
    return a.provider == null ? String.valueOf(a.action) : a.action + " (" + a.provider + ")";
  }

  private static String in(String region) {
    return region == null ? "" : " in " + region;
  }

  private static String outcome(String outcome) {
    return switch (outcome) {
      case "success" -> ", and it succeeded";
      case "failure" -> ", and it failed";
      default -> ", outcome " + outcome;
    };
  }

  private static String fromAddress(Activity a) {
    return a.address == null ? "" : " from " + a.address;
  }

  private static String from(Activity a) {
    String network = Networks.name(a);
    return network == null ? fromAddress(a) : fromAddress(a) + ", " + network;
  }

  private static String noun(String field, long count) {
    String noun =
        switch (field) {
          case "event.action" -> "action";
          case "cloud.region" -> "region";
          case "source.ip", "source.address" -> "address";
          default -> "value of " + field;
        };
    if (count == 1) {
      return noun;
    }
    return noun.startsWith("value of")
        ? noun.replaceFirst("value", "values")
        : noun + (noun.endsWith("s") ? "es" : "s");
  }

  private static String threshold(Threshold t) {
    if (t.not() != null) {
      boolean bounds = t.min() > 0 || t.max() < Long.MAX_VALUE;
      return (bounds ? bounds(t) + ", " : "") + "not " + t.not();
    }
    return bounds(t);
  }

  private static String bounds(Threshold t) {
    if (t.max() == Long.MAX_VALUE) {
      return "at least " + t.min();
    }
    if (t.min() == t.max()) {
      return "exactly " + t.min();
    }
    return t.min() == 0 ? "at most " + t.max() : t.min() + " to " + t.max();
  }

  private static String percent(double ratio) {
    String text = String.format(Locale.ROOT, "%.2f", ratio * 100);
    return text.replaceFirst("\\.?0+$", "");
  }

  private static String many(String before, List<String> values) {
    return many(before, values, null);
  }

  /**
   * @param all how many there are; null when that isn't kept beyond what a list has
   */
  private static String many(String before, List<String> values, Long all) {
    if (values == null || values.isEmpty()) {
      return "";
    }
    String shown = values.stream().limit(SHOWN).map(Caps::shown).collect(Collectors.joining(", "));
    long more = (all == null ? values.size() : all) - SHOWN;
    String least = all == null && values.size() >= Seen.LIMIT ? "at least " : "";
    return before
        + shown
        + (more > 0 ? String.format(Locale.ROOT, " and %s%d more", least, more) : "");
  }
}
