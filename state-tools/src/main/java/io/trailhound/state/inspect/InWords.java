package io.trailhound.state.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.NewTerms;
import io.trailhound.detect.RareRatio;
import io.trailhound.detect.Sequence;
import io.trailhound.detect.SlidingCount;
import io.trailhound.detect.Stages;
import io.trailhound.detect.Suppress;
import io.trailhound.detect.ValueCount;
import io.trailhound.model.Values;
import io.trailhound.state.savepoint.StateLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link StateLine} in, what it says to a security engineer out: nothing for what only the
 * machinery needs.
 */
public final class InWords {
  /** What the parts of the output are called, by operator. */
  private static final Map<String, String> TITLES =
      Map.of(
          NewTerms.UID, "Seen before: a term is new again when its life has passed",
          RareRatio.UID, "Calls an hour, of the last seven days",
          ValueCount.UID, "Open windows",
          SlidingCount.UID, "Calls that may begin or fill a sliding window",
          Sequence.STEPS_UID, "Steps of sequences that may still go on",
          Suppress.UID, "Periods in which one alert stands for those that follow");

  /** The same where alerts are counted too, or are steps. */
  private static final Map<String, String> FURTHER_TITLES =
      Map.of(
          ValueCount.UID, "Open windows over alerts",
          SlidingCount.UID, "Calls and alerts that may begin or fill a sliding window",
          Sequence.STEPS_UID, TITLES.get(Sequence.STEPS_UID));

  private InWords() {}

  /** What the part of an operator is called; empty for one that only the machinery needs. */
  public static Optional<String> title(String uid) {
    String first = Stages.uidOfFirst(uid);
    int stage = Stages.stage(uid);
    return Optional.ofNullable((stage == 1 ? TITLES : FURTHER_TITLES).get(first))
        .map(title -> stage == 1 ? title : title + ", stage " + stage);
  }

  public static List<Sentence> of(StateLine line) {
    String state = Stages.uidOfFirst(line.operator()) + "/" + line.state();
    List<Sentence> sentences = new ArrayList<>();
    if (Sighting.isIn(line)) {
      Sighting.episodes(line)
          .forEach(episode -> sentences.add(Sighting.of(line, episode).sentence()));
    } else if (HoursOfCalls.isIn(line)) {
      HoursOfCalls.of(line).forEach(hour -> sentences.add(hour.sentence(line.who())));
    } else if (state.equals(ValueCount.UID + "/" + ValueCount.CALLS.getName())) {
      sentences.add(call(line, line.value(), window(line)));
    } else if (state.equals(ValueCount.UID + "/" + ValueCount.PROGRESS.getName())) {
      line.value().path("few").forEach(call -> sentences.add(call(line, call, window(line))));
    } else if (state.equals(SlidingCount.UID + "/calls")) {
      sentences.add(call(line, line.value(), ""));
    } else if (state.equals(SlidingCount.UID + "/buckets")) {
      line.value().get("calls").forEach(call -> sentences.add(call(line, call, "")));
    } else if (state.equals(Suppress.UID + "/periods")) {
      long span = line.value().get("span").asLong();
      line.value()
          .get("open")
          .forEach(period -> sentences.add(period(line, period.get("start").asLong(), span)));
    } else if (state.equals(Sequence.STEPS_UID + "/held")) {
      sentences.add(step(line, line.value().get("step"), ""));
    } else if (state.equals(Sequence.STEPS_UID + "/known")) {
      sentences.add(step(line, line.value(), ", by an early alert"));
    }
    return sentences;
  }

  private static String window(StateLine line) {
    return ", window from " + time(line.key().get("start"));
  }

  /** Of a further stage what is counted may be an alert. */
  private static Sentence call(StateLine line, JsonNode call, String where) {
    boolean first = Stages.stage(line.operator()) == 1;
    return new Sentence(
        call.get("time").asLong(),
        "%s %s at %s for %s: %s, %s %s%s"
            .formatted(
                line.who(),
                first ? "called" : "counts",
                time(call.get("time")),
                line.rule().orElse(""),
                call.path("value").isTextual()
                    ? String.join(", ", Values.split(call.get("value").asText()))
                    : "no value",
                first ? "event" : "event or alert",
                call.get("eventId").asText(),
                where));
  }

  private static Sentence period(StateLine line, long start, long span) {
    return new Sentence(
        start,
        "%s has one alert of %s from %s to %s"
            .formatted(
                line.who(),
                line.rule().orElse(""),
                Instant.ofEpochMilli(start),
                Instant.ofEpochMilli(start + span)));
  }

  private static Sentence step(StateLine line, JsonNode step, String how) {
    JsonNode time = step.get("time");
    return new Sentence(
        time.asLong(),
        "%s took step %s of %s at %s, event %s%s"
            .formatted(
                line.who(),
                step.get("value").asText(),
                line.rule().orElse(""),
                time(time),
                step.get("eventId").asText(),
                how));
  }

  private static String time(JsonNode millis) {
    return Instant.ofEpochMilli(millis.asLong()).toString();
  }
}
