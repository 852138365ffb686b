package io.trailhound.benchmarks.tutorial;

import io.trailhound.model.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The eight shipped rules in Flink SQL: windows from the box, of which the one of seven days hops
 * by an hour and shares its hours, a pattern for the chain and a join for impact. Its records are
 * parsed as {@link TutorialJob} does it; it has the same limits.
 */
public final class SqlJob {
  private static final String DISCOVERY =
      "success AND network IN ("
          + Conditions.numbers("vpn_asns")
          + ") AND provider IN ("
          + Conditions.texts("discovery_providers")
          + ") AND (action IN ("
          + Conditions.texts("discovery_actions")
          + ") OR action LIKE 'ListFunctions2%')";

  private static final String PRINCIPAL =
      "arn <> '' AND arn NOT LIKE '%AWSServiceRoleForConfig%' AND `type` <> 'AWSService'";

  private static final String TRUSTED =
      "(organization LIKE 'Amazon%' OR organization IN ("
          + Conditions.texts("trusted_cloud_organizations")
          + ") OR network IN ("
          + Conditions.numbers("trusted_cloud_asns")
          + "))";

  private final StreamTableEnvironment tables;

  private SqlJob(StreamTableEnvironment tables) {
    this.tables = tables;
  }

  /** The same as {@link TutorialJob#draw}. */
  public static DataStream<Alert> draw(
      StreamExecutionEnvironment env, Path file, String asnFile, Duration lateness) {
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
    SqlJob job = new SqlJob(tables);
    job.declare(TutorialJob.calls(env, file, asnFile, lateness));
    return job.singleCalls().union(job.firstSeen(), job.windows(), job.chains(), job.impacts());
  }

  private void declare(DataStream<TutorialCall> calls) {
    tables.createTemporaryView(
        "calls",
        calls,
        Schema.newBuilder()
            .column("id", "STRING")
            .column("provider", "STRING")
            .column("action", "STRING")
            .column("region", "STRING")
            .column("agent", "STRING")
            .column("type", "STRING")
            .column("arn", "STRING")
            .column("user", "STRING")
            .column("success", "BOOLEAN NOT NULL")
            .column("network", "BIGINT NOT NULL")
            .column("organization", "STRING")
            .columnByMetadata("ts", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
            .watermark("ts", "SOURCE_WATERMARK()")
            .build());
    view("discoveries", "SELECT * FROM calls WHERE " + DISCOVERY + " AND " + PRINCIPAL);
    view(
        "sightings",
        "SELECT arn, ts, LAG(ts) OVER (PARTITION BY arn, network ORDER BY ts) AS earlier FROM discoveries");
    view(
        "first_seen",
        "SELECT arn, ts FROM sightings WHERE earlier IS NULL OR ts > earlier + INTERVAL '10' DAY");
    view(
        "cli_reads",
        "SELECT * FROM calls WHERE provider IN ("
            + Conditions.texts("cli_burst_providers")
            + ") AND (action LIKE 'Describe%' OR action LIKE 'Get%' OR action LIKE 'List%' OR action LIKE 'Generate%') AND agent LIKE '%aws-cli/%' AND "
            + PRINCIPAL);
    view(
        "instances",
        "SELECT * FROM calls WHERE provider = 'ec2.amazonaws.com' AND action = 'DescribeInstances' AND arn <> ''");
    view(
        "impacts",
        "SELECT * FROM calls WHERE arn <> '' AND action IN ("
            + Conditions.texts("impact_actions")
            + ")");
    view(
        "named",
        "SELECT `user`, `type`, action, organization, ts, CASE WHEN "
            + TRUSTED
            + " THEN 1 ELSE 0 END AS trusted FROM calls WHERE success AND `user` <> '' AND organization IS NOT NULL");
  }

  private void view(String name, String query) {
    tables.createTemporaryView(name, tables.sqlQuery(query));
  }

  private DataStream<Alert> singleCalls() {
    return alerts("aws_vpn_asn_discovery_call", "SELECT id, ts FROM discoveries")
        .union(
            alerts(
                "aws_vpn_asn_service_principal",
                "SELECT id, ts FROM calls WHERE " + DISCOVERY + " AND `type` = 'AWSService'"));
  }

  private DataStream<Alert> firstSeen() {
    return alerts("aws_vpn_asn_first_seen", "SELECT arn, ts FROM first_seen");
  }

  private DataStream<Alert> windows() {
    return alerts("aws_cli_discovery_burst", tumbling("cli_reads", "10", "action", 6))
        .union(
            alerts(
                "aws_multi_region_describe_instances", tumbling("instances", "30", "region", 10)),
            alerts("aws_rare_source_as_organization", hopping()));
  }

  private static String tumbling(String table, String seconds, String field, int least) {
    return "SELECT arn, window_time FROM TABLE(TUMBLE(TABLE "
        + table
        + ", DESCRIPTOR(ts), INTERVAL '"
        + seconds
        + "' SECOND)) GROUP BY arn, window_start, window_end, window_time HAVING COUNT(DISTINCT "
        + field
        + ") >= "
        + least;
  }

  private static String hopping() {
    return "SELECT `user`, window_time FROM TABLE(HOP(TABLE named, DESCRIPTOR(ts), INTERVAL '1' HOUR, INTERVAL '7' DAY)) GROUP BY `user`, `type`, window_start, window_end, window_time HAVING SUM(trusted) >= 100 AND COUNT(*) > SUM(trusted) AND 1.0 * (COUNT(*) - SUM(trusted)) / COUNT(*) <= 0.01 AND COUNT(DISTINCT organization) <= 5 AND COUNT(DISTINCT CASE WHEN trusted = 0 AND action IN ("
        + Conditions.texts("sensitive_actions")
        + ") THEN action END) >= 2 AND MAX(CASE WHEN trusted = 0 THEN CAST(ts AS TIMESTAMP_LTZ(3)) END) >= CAST(window_time AS TIMESTAMP_LTZ(3)) - INTERVAL '1' HOUR";
  }

  private DataStream<Alert> chains() {
    return alerts(
        "aws_discovery_attack_chain",
        "SELECT arn, ended FROM discoveries MATCH_RECOGNIZE (PARTITION BY arn ORDER BY ts MEASURES F.ts AS ended AFTER MATCH SKIP PAST LAST ROW PATTERN (A X1*? B X2*? C X3*? D X4*? E X5*? F) WITHIN INTERVAL '30' MINUTE DEFINE A AS action = 'GetCallerIdentity', B AS action IN ('ListUsers', 'ListRoles'), C AS action = 'ListBuckets', D AS action IN ('DescribeInstances', 'DescribeVpcs', 'DescribeSecurityGroups'), E AS action LIKE 'ListFunctions%', F AS action = 'DescribeTrails')");
  }

  private DataStream<Alert> impacts() {
    return alerts(
        "aws_vpn_discovery_then_impact",
        "SELECT f.arn, i.ts FROM first_seen f, impacts i WHERE f.arn = i.arn AND i.ts BETWEEN f.ts - INTERVAL '30' MINUTE AND f.ts + INTERVAL '30' MINUTE");
  }

  /**
   * @param query of a group and a time
   */
  private DataStream<Alert> alerts(String rule, String query) {
    return tables
        .toDataStream(tables.sqlQuery(query))
        .map(
            row ->
                TutorialJob.alert(
                    rule,
                    String.valueOf(row.getField(0)),
                    ((Instant) row.getField(1)).toEpochMilli()))
        .returns(Types.POJO(Alert.class));
  }
}
