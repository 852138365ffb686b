package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A server's counts of the alerts of a query, as an overview. */
final class SearchedCounts {
  /** Of networks, which are counted in two ways: a sum is right if it's in both lists. */
  private static final int MOST_NETWORKS = 1000;

  /** What a chart calls others are rules, too. */
  private static final int MOST_RULES = 100;

  private SearchedCounts() {}

  /** Adds to the query what is to be counted. */
  static void ask(ObjectNode query) {
    ObjectNode counts = query.putObject("aggs");
    ObjectNode rules = terms(counts, "rules", "rule.name", MOST_RULES);
    ObjectNode days = rules.putObject("aggs").putObject("days");
    days.putObject("date_histogram")
        .put("field", "@timestamp")
        .put("calendar_interval", "day")
        .put("min_doc_count", 1);
    terms(counts, "principals", AlertQuery.ARN);
    ObjectNode names = without(counts, "unnamed", AlertQuery.ARN);
    terms(names, "names", AlertQuery.USER);
    terms(without(names, "services", AlertQuery.USER), "names", AlertQuery.SERVICE);
    ObjectNode number = terms(counts, "numbers", AlertQuery.AS_NUMBER, MOST_NETWORKS);
    terms(number.putObject("aggs"), "organizations", AlertQuery.AS_NAME, 1);
    ObjectNode several = without(counts, "several", AlertQuery.AS_NUMBER);
    terms(several, "networks", AlertQuery.NETWORKS, MOST_NETWORKS);
  }

  private static ObjectNode terms(ObjectNode counts, String name, String field) {
    return terms(counts, name, field, Overview.MOST_NAMES);
  }

  /** The node of the aggregation, for those within it. */
  private static ObjectNode terms(ObjectNode counts, String name, String field, int most) {
    ObjectNode node = counts.putObject(name);
    node.putObject("terms").put("field", field).put("size", most);
    return node;
  }

  private static ObjectNode without(ObjectNode counts, String name, String field) {
    ObjectNode node = counts.putObject(name);
    ObjectNode bool = node.putObject("filter").putObject("bool");
    AlertQuery.exists(bool.putArray("must_not").addObject(), field);
    return node.putObject("aggs");
  }

  static Overview of(JsonNode answer) {
    JsonNode counts = answer.path("aggregations");
    Map<String, Long> principals = names(counts.at("/principals/buckets"));
    principals.putAll(names(counts.at("/unnamed/names/buckets")));
    principals.putAll(names(counts.at("/unnamed/services/names/buckets")));
    Map<String, Long> networks = names(counts.at("/several/networks/buckets"));
    for (JsonNode number : counts.at("/numbers/buckets")) {
      String name = number.at("/organizations/buckets/0/key").asText();
      String network = ("AS" + number.path("key").asText() + " " + name).strip();
      networks.merge(network, number.path("doc_count").asLong(), Long::sum);
    }
    DayCounts days = new DayCounts();
    for (JsonNode rule : counts.at("/rules/buckets")) {
      for (JsonNode day : rule.at("/days/buckets")) {
        Instant time = Instant.ofEpochMilli(day.path("key").asLong());
        days.add(
            rule.path("key").asText(),
            LocalDate.ofInstant(time, ZoneOffset.UTC),
            day.path("doc_count").asLong());
      }
    }
    return new Overview(
        answer.at("/hits/total/value").asLong(),
        answer.at("/hits/total/relation").asText().equals("eq"),
        EntryCounts.most(names(counts.at("/rules/buckets"))),
        EntryCounts.most(principals),
        EntryCounts.most(networks),
        days.days(),
        days.series());
  }

  private static Map<String, Long> names(JsonNode buckets) {
    Map<String, Long> names = new HashMap<>();
    buckets.forEach(it -> names.put(it.path("key").asText(), it.path("doc_count").asLong()));
    return names;
  }
}
