package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.serve.AlertFilter.Dataset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked for, in Elasticsearch's words. */
final class AlertQuery {
  static final String ARN = "aws.cloudtrail.user_identity.arn";
  static final String USER = "user.name";
  static final String SERVICE = "aws.cloudtrail.user_identity.invoked_by";
  static final String AS_NUMBER = "source.as.number";
  static final String AS_NAME = "source.as.organization.name";
  static final String NETWORKS = "trailhound.networks";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As an alert's page writes a network. */
  private static final Pattern NETWORK = Pattern.compile("(?i)AS(\\d{1,10})(?: (.*))?");

  private AlertQuery() {}

  /** Of documents with that id. */
  static ObjectNode byId(String id) {
    ObjectNode query = JSON.createObjectNode();
    query.put("size", 1);
    query.putObject("query").putObject("term").put("event.id", id);
    return query;
  }

  /** A query over these alerts, to which size, order and the like are added. */
  static ObjectNode of(AlertFilter filter) {
    ObjectNode query = JSON.createObjectNode();
    ArrayNode all = query.putObject("query").putObject("bool").putArray("filter");
    term(all, "event.kind", "alert");
    ObjectNode incident = JSON.createObjectNode();
    incident.putObject("term").put("event.dataset", "trailhound.incident");
    if (filter.dataset() == Dataset.INCIDENT) {
      all.add(incident);
    } else {
      all.addObject().putObject("bool").putArray("must_not").add(incident);
    }
    term(all, "rule.name", filter.rule());
    term(all, "trailhound.phase", filter.phase());
    term(all, "trailhound.incident.id", filter.incident());
    if (filter.level() != null) {
      range(all, "event.severity").put("gte", filter.level().number());
    }
    if (filter.from() != null) {
      range(all, "@timestamp").put("gte", filter.from().toString());
    }
    if (filter.to() != null) {
      range(all, "@timestamp").put("lte", filter.to().toString());
    }
    if (filter.caller() != null) {
      caller(any(all), filter.caller());
    }
    if (filter.principal() != null) {
      ArrayNode any = any(all);
      holds(any, ARN, filter.principal());
      holds(any, USER, filter.principal());
      holds(any, SERVICE, filter.principal());
    }
    if (filter.network() != null) {
      network(any(all), filter.network());
    }
    return query;
  }

  private static ObjectNode range(ArrayNode all, String field) {
    return all.addObject().putObject("range").putObject(field);
  }

  private static void term(ArrayNode all, String field, String value) {
    if (value != null) {
      all.addObject().putObject("term").put(field, value);
    }
  }

  private static ArrayNode any(ArrayNode all) {
    return all.addObject().putObject("bool").put("minimum_should_match", 1).putArray("should");
  }

  /** Who has an ARN goes by it. */
  private static void caller(ArrayNode any, String name) {
    term(any, ARN, name);
    ObjectNode unnamed = any.addObject().putObject("bool");
    exists(unnamed.putArray("must_not").addObject(), ARN);
    ArrayNode names = any(unnamed.putArray("filter"));
    term(names, USER, name);
    term(names, SERVICE, name);
  }

  static void exists(ObjectNode query, String field) {
    query.putObject("exists").put("field", field);
  }

  private static void network(ArrayNode any, String text) {
    holds(any, NETWORKS, text);
    holds(any, AS_NAME, text);
    Matcher number = NETWORK.matcher(text);
    if (number.matches()) {
      ArrayNode both = any.addObject().putObject("bool").putArray("filter");
      both.addObject().putObject("term").put(AS_NUMBER, Long.parseLong(number.group(1)));
      if (number.group(2) != null) {
        holds(both, AS_NAME, number.group(2));
      }
    }
  }

  private static void holds(ArrayNode any, String field, String part) {
    String escaped = part.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    any.addObject()
        .putObject("wildcard")
        .putObject(field)
        .put("value", "*" + escaped + "*")
        .put("case_insensitive", true);
  }
}
