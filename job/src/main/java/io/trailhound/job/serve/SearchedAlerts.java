package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.job.sink.elasticsearch.IndexSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Alerts of an index of Elasticsearch or OpenSearch, which has the latest revisions only. */
public final class SearchedAlerts implements AlertSource {
  private static final String BOUND = IndexSearch.ANSWER_TIMEOUT.toSeconds() - 5 + "s";

  private final IndexSearch index;

  /**
   * @param incidents their index, unless they are in that of alerts
   */
  public SearchedAlerts(ElasticsearchConfig config, Optional<String> incidents) {
    this.index = new IndexSearch(config, incidents);
  }

  @Override
  public String name() {
    return index.place();
  }

  @Override
  public AlertsFound find(AlertFilter filter, AlertPosition after, int most) throws IOException {
    ObjectNode query = AlertQuery.of(filter);
    // One more than is shown, to know whether there is a next page.
    query.put("size", most + 1).put("timeout", BOUND);
    ArrayNode sort = query.putArray("sort");
    order(sort, "@timestamp", "desc", "date");
    order(sort, "event.id", "asc", "keyword");
    if (after != null) {
      query.putArray("search_after").add(after.time()).add(after.id());
    }
    JsonNode answer = index.ask(query);
    List<AlertDocument> alerts = new ArrayList<>();
    AlertPosition next = null;
    for (JsonNode hit : answer.at("/hits/hits")) {
      if (alerts.size() == most) {
        break;
      }
      alerts.add(new AlertDocument(hit.path("_source")));
      next = new AlertPosition(hit.at("/sort/0").asLong(), hit.at("/sort/1").asText());
    }
    boolean more = answer.at("/hits/hits").size() > most;
    return new AlertsFound(alerts, more ? next : null, notes(answer), false);
  }

  private static void order(ArrayNode sort, String field, String order, String type) {
    sort.addObject().putObject(field).put("order", order).put("unmapped_type", type);
  }

  private static List<String> notes(JsonNode answer) {
    List<String> notes = new ArrayList<>();
    if (answer.path("timed_out").asBoolean()) {
      notes.add("The server gave up after " + BOUND + ": there may be more.");
    }
    int failed = answer.at("/_shards/failed").asInt();
    if (failed > 0) {
      notes.add(failed + " shards of the index didn't answer: there may be more.");
    }
    return notes;
  }

  @Override
  public Overview overview(AlertFilter filter) throws IOException {
    ObjectNode query = AlertQuery.of(filter);
    query.put("size", 0).put("timeout", BOUND);
    SearchedCounts.ask(query);
    return SearchedCounts.of(index.ask(query));
  }

  @Override
  public Optional<AlertDocument> byId(String id) throws IOException {
    JsonNode hit = index.ask(AlertQuery.byId(id)).at("/hits/hits/0/_source");
    return hit.isMissingNode() ? Optional.empty() : Optional.of(new AlertDocument(hit));
  }

  @Override
  public void close() {
    index.close();
  }
}
