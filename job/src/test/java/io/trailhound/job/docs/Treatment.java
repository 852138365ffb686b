package io.trailhound.job.docs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the tests do with a documented command.
 *
 * @param commands which ones
 * @param reason why it's not simply run
 */
public record Treatment(Pattern commands, Way way, String reason) {
  /** How far a command is taken. */
  public enum Way {
    /** To its end, in {@code mvn verify}. */
    RUN,
    /** Up to where it would start, with {@code --dry-run}, in {@code mvn verify}. */
    READ,
    /** To its end, beside a local stack, in the profile e2e. */
    RUN_BESIDE_STACK,
    /** Up to where it would start, beside a local stack, in the profile e2e. */
    READ_BESIDE_STACK,
    /** Not at all. */
    LEFT_OUT
  }

  /** The first that fits counts. */
  private static final List<Treatment> ALL =
      List.of(
          of("\\./trailhound serve .*", Way.LEFT_OUT, "goes on until it is ended"),
          of("mvn .*", Way.LEFT_OUT, "builds and tests for minutes"),
          of("\\.ci/.*", Way.LEFT_OUT, "builds for a minute"),
          of("\\./trailhound bench.*", Way.LEFT_OUT, "measures for minutes"),
          of("java .*", Way.LEFT_OUT, "benchmarks for minutes"),
          of("flink .*", Way.LEFT_OUT, "Flink's own client"),
          of("(FLINK_DIGEST=\\S+ )?docker .*", Way.LEFT_OUT, "no Docker"),
          of("SAVEPOINT=.*", Way.LEFT_OUT, "another path each time, which the test sets"),
          of("\\./trailhound state .*s3://my-flink/.*", Way.LEFT_OUT, "no such bucket"),
          of(".*--cluster (HOST:PORT|flink\\.example).*", Way.READ_BESIDE_STACK, "no such cluster"),
          of(
              ".*execution\\.state-recovery\\.path=.*--cluster.*|.*--cluster.*execution\\.state-recovery\\.path=.*",
              Way.READ_BESIDE_STACK,
              "no such savepoint"),
          of("\\./trailhound run --cluster .*", Way.RUN_BESIDE_STACK, ""),
          of("\\./trailhound stack stop JOB", Way.LEFT_OUT, "'stack stop' of all jobs is run"),
          of("\\./trailhound stack .*", Way.RUN_BESIDE_STACK, ""),
          of(".*hooks\\.slack\\.com.*", Way.LEFT_OUT, "no such receiver"),
          of("curl .*127\\.0\\.0\\.1:5601.*", Way.LEFT_OUT, "no Kibana"),
          of("curl .*", Way.RUN_BESIDE_STACK, ""),
          of(".*--source kafka.*", Way.READ_BESIDE_STACK, "goes on until it is stopped"),
          of(".*--sqs-queue .*", Way.LEFT_OUT, "no such queue"),
          of(".*--source kinesis.*", Way.LEFT_OUT, "no such stream"),
          of(".*--watch .*", Way.READ, "goes on until it is stopped"),
          of("\\./trailhound .* s3://.*", Way.READ, "needs AWS"),
          of("\\./trailhound .*--dry-run.*", Way.RUN, ""),
          of("([A-Z_]+=\\S+ )?\\./trailhound (demo|run|rules|backtest|state) ?.*", Way.RUN, ""),
          of("(mkdir|cp|sed|echo) .*", Way.RUN, ""));

  private static Treatment of(String commands, Way way, String reason) {
    return new Treatment(Pattern.compile(commands), way, reason);
  }

  /**
   * @throws AssertionError for a command that the table doesn't know
   */
  public static Treatment of(DocumentedCommand command) {
    return ALL.stream()
        .filter(it -> it.commands().matcher(command.text()).matches())
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    command.where() + ": the table in Treatment doesn't say what to do with it."));
  }
}
