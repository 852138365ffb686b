package io.trailhound.rules;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.ExtraFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rules and events of tests, from text: the files a user would write, the records AWS would. */
public final class Sigma {
  private static final String HEAD = "title: A test rule\nlogsource: {product: aws}\ndetection:\n";
  private static final String RECORD =
      "{\"eventVersion\":\"1.08\",\"eventTime\":\"2026-09-01T12:00:00Z\",\"eventID\":\"e-1\",";

  private Sigma() {}

  /** A book of the files, which are called a.yml, b.yml and so on. */
  public static RuleBook book(String... files) {
    return RuleBook.load(files(files));
  }

  static RuleFiles files(String... files) {
    List<RuleSource> sources = new ArrayList<>();
    for (String file : files) {
      sources.add(new RuleSource((char) ('a' + sources.size()) + ".yml", file));
    }
    return new RuleFiles(sources, List.of(), List.of("lists"));
  }

  /** A book with one rule of this {@code detection}, indented as below that key. */
  static RuleBook detection(String detection) {
    return book(HEAD + detection.indent(2));
  }

  /** Whether a rule of this detection matches the record, whose quotes may be single ones. */
  static boolean matches(String detection, String record) {
    RuleBook book = detection(detection);
    Rule.Match rule = (Rule.Match) book.rules().get(0);
    return rule.condition().test(new EventView().of(event(book.extraFields(), record)));
  }

  /** Whether a rule with one selection matches the record. */
  static boolean selects(String selection, String record) {
    return matches("selection:\n" + selection.indent(2) + "condition: selection", record);
  }

  /** The record's event; {@code record} gives the keys besides version, time and id. */
  public static CloudTrailEvent event(ExtraFields extras, String record) {
    return whole(extras, RECORD + record.replace('\'', '"') + "}");
  }

  /** The event of a record as it stands in a file. */
  static CloudTrailEvent whole(ExtraFields extras, String json) {
    List<CloudTrailEvent> events = new ArrayList<>();
    new CloudTrailDecoder(extras, DecodeLimits.DEFAULT, () -> Long.MAX_VALUE / 2)
        .decode(
            json.getBytes(StandardCharsets.UTF_8), "t:", 1, decoded -> events.add(decoded.event()));
    return events.get(0);
  }

  /** A field as conditions know it. */
  public static Field field(String name) {
    return new FieldNames().compared(name);
  }

  /** What is wrong with the files, one text a finding. */
  static List<String> findings(String... files) {
    try {
      book(files);
      return List.of();
    } catch (RuleException e) {
      return e.findings().stream().map(Finding::toString).toList();
    }
  }

  /** The same for one rule of this {@code detection}, which begins in line 4. */
  static List<String> findingsIn(String detection) {
    return findings(HEAD + detection.indent(2));
  }
}
