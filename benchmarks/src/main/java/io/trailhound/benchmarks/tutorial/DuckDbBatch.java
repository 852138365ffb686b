package io.trailhound.benchmarks.tutorial;

import io.trailhound.enrich.AsnDatabase;
import io.trailhound.enrich.AutonomousSystem;
import io.trailhound.model.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The eight shipped rules as queries of DuckDB over a file, one after the other when all is there:
 * what an analyst would write who has the trail as files and no job. It finds the same attacks; it
 * counts what is delivered twice, and knows nothing of before the file.
 */
public final class DuckDbBatch implements AutoCloseable {
  /** What the rules read of a record; DuckDB leaves the rest. */
  private static final String COLUMNS =
      "{eventTime: 'TIMESTAMP', eventID: 'VARCHAR', eventSource: 'VARCHAR', eventName: 'VARCHAR', awsRegion: 'VARCHAR', userAgent: 'VARCHAR', sourceIPAddress: 'VARCHAR', errorCode: 'VARCHAR', errorMessage: 'VARCHAR', userIdentity: 'STRUCT(\"type\" VARCHAR, arn VARCHAR, userName VARCHAR, sessionContext STRUCT(sessionIssuer STRUCT(userName VARCHAR)))'}";

  private static final String HALF_AN_HOUR = "INTERVAL 30 MINUTE";

  private final DuckDBConnection connection;
  private final List<Alert> alerts = new ArrayList<>();

  /**
   * @param threads that DuckDB may take
   */
  public DuckDbBatch(int threads) throws SQLException {
    connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    execute("SET threads = " + threads);
    execute("SET preserve_insertion_order = false");
    execute("SET TimeZone = 'UTC'");
  }

  /**
   * Reads a file and asks it for all rules' alerts.
   *
   * @param file of records
   * @return alerts of which only rule, group, phase and id are set
   */
  public List<Alert> run(Path file, String asnFile) throws SQLException, IOException {
    execute(
        "CREATE TABLE records AS SELECT eventTime AS ts, eventID AS id, eventSource AS provider, eventName AS action, awsRegion AS region, userAgent AS agent, sourceIPAddress AS address, coalesce(userIdentity.\"type\", '') AS \"type\", coalesce(userIdentity.arn, '') AS arn, coalesce(CASE WHEN userIdentity.\"type\" = 'AssumedRole' THEN userIdentity.sessionContext.sessionIssuer.userName ELSE userIdentity.userName END, '') AS \"user\", errorCode IS NULL AND errorMessage IS NULL AS success FROM read_json('"
            + file
            + "', format = 'newline_delimited', columns = "
            + COLUMNS
            + ")");
    lookUpNetworks(asnFile);
    execute("CREATE VIEW calls AS SELECT * FROM records LEFT JOIN networks USING (address)");
    singleCalls();
    firstSeen();
    tumbling("aws_cli_discovery_burst", cliReads(), 10, "action", 6);
    tumbling("aws_multi_region_describe_instances", describesInstances(), 30, "region", 10);
    rareShares();
    chains();
    impacts();
    return alerts;
  }

  /** Each address once, as the job's own cache would have it. */
  private void lookUpNetworks(String asnFile) throws SQLException, IOException {
    execute("CREATE TABLE networks(address VARCHAR, network BIGINT, organization VARCHAR)");
    AsnDatabase database;
    try (InputStream in = Files.newInputStream(Path.of(asnFile))) {
      database = AsnDatabase.read(in, asnFile);
    }
    try (Statement statement = connection.createStatement();
        ResultSet addresses = statement.executeQuery("SELECT DISTINCT address FROM records");
        DuckDBAppender rows = connection.createAppender("main", "networks")) {
      while (addresses.next()) {
        AutonomousSystem network = database.lookUp(addresses.getString(1));
        if (network.number() != null) {
          rows.beginRow();
          rows.append(addresses.getString(1));
          rows.append(network.number().longValue());
          rows.append(network.organization());
          rows.endRow();
        }
      }
    }
  }

  private void singleCalls() throws SQLException {
    String discovery =
        "success AND network IN ("
            + Conditions.numbers("vpn_asns")
            + ") AND provider IN ("
            + Conditions.texts("discovery_providers")
            + ") AND (action IN ("
            + Conditions.texts("discovery_actions")
            + ") OR action LIKE 'ListFunctions2%')";
    execute(
        "CREATE TABLE discoveries AS SELECT * FROM calls WHERE "
            + discovery
            + " AND "
            + byPrincipal());
    find("aws_vpn_asn_discovery_call", "SELECT id, ts FROM discoveries");
    find(
        "aws_vpn_asn_service_principal",
        "SELECT id, ts FROM calls WHERE " + discovery + " AND \"type\" = 'AWSService'");
  }

  private static String byPrincipal() {
    return "arn <> '' AND NOT contains(arn, 'AWSServiceRoleForConfig') AND \"type\" <> 'AWSService'";
  }

  private static String cliReads() {
    return "provider IN ("
        + Conditions.texts("cli_burst_providers")
        + ") AND (action LIKE 'Describe%' OR action LIKE 'Get%' OR action LIKE 'List%' OR action LIKE 'Generate%') AND contains(agent, 'aws-cli/') AND "
        + byPrincipal();
  }

  private static String describesInstances() {
    return "provider = 'ec2.amazonaws.com' AND action = 'DescribeInstances' AND arn <> ''";
  }

  private void firstSeen() throws SQLException {
    execute(
        "CREATE TABLE first_seen AS SELECT arn, ts FROM (SELECT arn, ts, lag(ts) OVER (PARTITION BY arn, network ORDER BY ts) AS earlier FROM discoveries) WHERE earlier IS NULL OR ts > earlier + INTERVAL 10 DAY");
    find("aws_vpn_asn_first_seen", "SELECT arn, ts FROM first_seen");
  }

  private void tumbling(String rule, String condition, int seconds, String field, int least)
      throws SQLException {
    find(
        rule,
        "SELECT arn, time_bucket(INTERVAL "
            + seconds
            + " SECOND, ts) AS start FROM records WHERE "
            + condition
            + " GROUP BY arn, start HAVING count(DISTINCT "
            + field
            + ") >= "
            + least);
  }

  /** By hours, and only windows that end with an hour which has an uncommon call. */
  private void rareShares() throws SQLException {
    String trusted =
        "(organization LIKE 'Amazon%' OR organization IN ("
            + Conditions.texts("trusted_cloud_organizations")
            + ") OR network IN ("
            + Conditions.numbers("trusted_cloud_asns")
            + "))";
    String sensitive =
        "NOT " + trusted + " AND action IN (" + Conditions.texts("sensitive_actions") + ")";
    execute(
        "CREATE TABLE hours AS SELECT \"user\", \"type\", date_trunc('hour', ts) AS hour, count(*) FILTER ("
            + trusted
            + ") AS trusted, count(*) FILTER (NOT "
            + trusted
            + ") AS uncommon, list(DISTINCT organization) AS organizations, list(DISTINCT action) FILTER ("
            + sensitive
            + ") AS sensitive FROM calls WHERE success AND \"user\" <> '' AND organization IS NOT NULL GROUP BY ALL");
    find(
        "aws_rare_source_as_organization",
        "SELECT \"user\", last.hour FROM hours AS last JOIN hours AS past USING (\"user\", \"type\") WHERE last.uncommon > 0 AND past.hour BETWEEN last.hour - INTERVAL 167 HOUR AND last.hour GROUP BY \"user\", \"type\", last.hour HAVING sum(past.trusted) >= 100 AND sum(past.uncommon) <= 0.01 * (sum(past.trusted) + sum(past.uncommon)) AND len(list_distinct(flatten(list(past.organizations)))) <= 5 AND len(list_distinct(flatten(list(past.sensitive) FILTER (past.sensitive IS NOT NULL)))) >= 2");
  }

  /** From each first step the soonest second behind it, and so on. */
  private void chains() throws SQLException {
    StringBuilder steps = new StringBuilder("(SELECT arn, ts AS began, ts FROM discoveries WHERE ");
    steps.append(Conditions.stepInSql(0)).append(')');
    for (int i = 1; i < Conditions.STEPS; i++) {
      steps.insert(0, "(SELECT before.arn, began, next.ts FROM ");
      steps
          .append(" AS before ASOF JOIN (SELECT arn, ts FROM discoveries WHERE ")
          .append(Conditions.stepInSql(i))
          .append(") AS next ON before.arn = next.arn AND before.ts <= next.ts)");
    }
    find(
        "aws_discovery_attack_chain",
        "SELECT DISTINCT arn, time_bucket("
            + HALF_AN_HOUR
            + ", ts) FROM "
            + steps
            + " WHERE ts <= began + "
            + HALF_AN_HOUR);
  }

  private void impacts() throws SQLException {
    find(
        "aws_vpn_discovery_then_impact",
        "SELECT DISTINCT seen.arn, time_bucket("
            + HALF_AN_HOUR
            + ", greatest(seen.ts, impact.ts)) FROM first_seen AS seen JOIN records AS impact USING (arn) WHERE impact.action IN ("
            + Conditions.texts("impact_actions")
            + ") AND impact.ts BETWEEN seen.ts - "
            + HALF_AN_HOUR
            + " AND seen.ts + "
            + HALF_AN_HOUR);
  }

  /**
   * @param query of a group and a time
   */
  private void find(String rule, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        alerts.add(TutorialJob.alert(rule, found.getString(1), found.getTimestamp(2).getTime()));
      }
    }
  }

  private void execute(String statement) throws SQLException {
    try (Statement each = connection.createStatement()) {
      each.execute(statement);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
