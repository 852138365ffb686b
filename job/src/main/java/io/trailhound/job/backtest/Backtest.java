package io.trailhound.job.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What a backtest found. Written as JSON it's the file beside the page.
 *
 * @param version Trailhound's
 * @param input what was read
 * @param rulesFrom the rules' folders
 * @param run what it took
 * @param days on which there was an alert, the first to the last, those without between them
 * @param difference null without other rules to compare with
 * @param deadLetters how many, by reason
 * @param late events that only match rules saw, by reason
 */
public record Backtest(
    String version,
    List<String> input,
    List<String> rulesFrom,
    Run run,
    List<String> days,
    List<RuleOutcome> rules,
    List<Count> principals,
    List<Count> networks,
    Difference difference,
    Map<String, Long> deadLetters,
    Map<String, Long> late) {

  /**
   * @param records that were read
   * @param seconds by the clock, the cluster's start included
   * @param processorSeconds of all threads
   */
  public record Run(long records, double seconds, double processorSeconds) {}

  /**
   * A name and how many alerts it's in, most first.
   *
   * @param name a principal's or a network's
   */
  public record Count(String name, long alerts) {}

  /**
   * @param days alerts on each of {@link Backtest#days}
   * @param oncePerHour how many would be left if a principal's alerts within an hour of a first one
   *     were counted into it
   * @param thresholds as the rule has it and around that, least first; empty where it has none
   * @param samples alert documents, of different principals where there are enough
   */
  public record RuleOutcome(
      String rule,
      String title,
      String kind,
      String level,
      long alerts,
      List<Long> days,
      List<Count> principals,
      List<Count> networks,
      long oncePerHour,
      List<Threshold> thresholds,
      List<JsonNode> samples) {}

  /**
   * @param what the number is of
   * @param threshold the least number with which the rule fires
   * @param written whether that's the rule's own
   */
  public record Threshold(String what, long threshold, boolean written, long alerts) {}

  /**
   * @param against the other rules' folder
   */
  public record Difference(String against, List<RuleDifference> rules) {}

  /**
   * One rule under both folders; an alert is the same where its id is.
   *
   * @param here alerts with these rules; null where there's no such rule
   * @param there alerts with the others; likewise
   * @param onlyHere how many these alone gave, with the first few
   */
  public record RuleDifference(
      String rule,
      Long here,
      Long there,
      long onlyHere,
      long onlyThere,
      List<JsonNode> samplesHere,
      List<JsonNode> samplesThere) {}
}
