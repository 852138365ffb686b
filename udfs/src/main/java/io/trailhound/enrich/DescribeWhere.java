package io.trailhound.enrich;

import io.trailhound.model.Alert;
import io.trailhound.model.LookedUp;
import io.trailhound.watch.Watcher;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Alerts in; the same out, with what files say of their account, of the address of their event, and
 * of all addresses in them. Only here, because a signal that carried all that would be twice as
 * large, and there are a thousand of them for an alert. It's attached whatever files there are, so
 * that the graph stays the same.
 */
public final class DescribeWhere extends RichMapFunction<Alert, Alert> {
  static final String UID = "describe-where";

  private static final long serialVersionUID = 1L;

  private final LookupFiles files;
  private transient Lookups lookups;

  DescribeWhere(LookupFiles files) {
    this.files = files.withoutAsn();
  }

  /** Appends the operator. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Alert> alerts, LookupFiles files) {
    return attach(alerts, files, UID);
  }

  /** The same for incidents. */
  public static SingleOutputStreamOperator<Alert> attachToIncidents(
      DataStream<Alert> incidents, LookupFiles files) {
    return attach(incidents, files, "describe-incidents");
  }

  private static SingleOutputStreamOperator<Alert> attach(
      DataStream<Alert> alerts, LookupFiles files, String uid) {
    return alerts.map(new DescribeWhere(files)).name("DescribeWhere").uid(uid);
  }

  @Override
  public void open(OpenContext context) {
    lookups = Lookups.open(files, Watcher.EVERY);
  }

  @Override
  public Alert map(Alert alert) {
    Map<String, String[]> where = new HashMap<>();
    if (alert.activity != null) {
      addAll(lookups.ofAccount(alert.activity.accountId), where);
      addAll(lookups.ofAddress(alert.activity.ip), where);
    }
    String[] tags = tags(alert.ips);
    if (tags.length > 0) {
      where.put(LookedUp.TAGS, tags);
    }
    alert.where = where.isEmpty() ? null : where;
    return alert;
  }

  private static void addAll(Map<String, String[]> facts, Map<String, String[]> where) {
    if (facts != null) {
      where.putAll(facts);
    }
  }

  private String[] tags(List<String> addresses) {
    TreeSet<String> tags = new TreeSet<>();
    for (String address : addresses == null ? List.<String>of() : addresses) {
      Map<String, String[]> facts = lookups.ofAddress(address);
      if (facts != null && facts.containsKey(LookedUp.TAGS)) {
        tags.addAll(Arrays.asList(facts.get(LookedUp.TAGS)));
      }
    }
    return tags.toArray(String[]::new);
  }

  @Override
  public void close() {
    if (lookups != null) {
      lookups.close();
    }
  }
}
