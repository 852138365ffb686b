package io.trailhound.benchmarks.tutorial;

import io.trailhound.model.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * The eight shipped rules as somebody would write them who has read the tutorials of Flink's
 * DataStream API: a tree of JSON a record, events across the network, windows from the box, one of
 * seven days that slides by an hour among them. It finds the same attacks; it sends nothing early,
 * counts what is delivered twice, and knows neither rule files nor odd records.
 */
public final class TutorialJob {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final TypeInformation<Alert> ALERT = Types.POJO(Alert.class);

  private TutorialJob() {}

  /**
   * Draws the job.
   *
   * @param file of records
   * @param lateness how far the watermark trails
   * @return its alerts, of which only rule, group, phase and id are set
   */
  public static DataStream<Alert> draw(
      StreamExecutionEnvironment env, Path file, String asnFile, Duration lateness) {
    DataStream<TutorialCall> calls = calls(env, file, asnFile, lateness);
    KeyedStream<TutorialCall, String> discoveries = byArn(calls, Conditions::discovery);
    DataStream<Alert> firstSeen = discoveries.process(new FirstSeen()).returns(ALERT);
    return each("aws_vpn_asn_discovery_call", discoveries)
        .union(
            each("aws_vpn_asn_service_principal", calls.filter(Conditions::byService)),
            firstSeen,
            distinct(
                byArn(calls, Conditions::cliRead),
                Duration.ofSeconds(10),
                new DistinctInWindow("aws_cli_discovery_burst", 6, call -> call.action)),
            distinct(
                byArn(calls, Conditions::describesInstances),
                Duration.ofSeconds(30),
                new DistinctInWindow(
                    "aws_multi_region_describe_instances", 10, call -> call.region)),
            rareShares(calls),
            chains(discoveries),
            impacts(firstSeen, byArn(calls, Conditions::impact)));
  }

  /** Parsed records with their times. */
  static DataStream<TutorialCall> calls(
      StreamExecutionEnvironment env, Path file, String asnFile, Duration lateness) {
    return env.fromSource(
            FileSource.forRecordStreamFormat(
                    new TextLineInputFormat(), new org.apache.flink.core.fs.Path(file.toUri()))
                .build(),
            WatermarkStrategy.noWatermarks(),
            "lines")
        .map(new ParseCall(asnFile))
        .returns(Types.POJO(TutorialCall.class))
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<TutorialCall>forBoundedOutOfOrderness(lateness)
                .withTimestampAssigner((call, before) -> call.time));
  }

  static Alert alert(String rule, String group, long time) {
    Alert alert = new Alert();
    alert.rule = rule;
    alert.group = group;
    alert.time = time;
    alert.phase = Alert.FINAL;
    alert.id = group + "@" + time;
    return alert;
  }

  private static KeyedStream<TutorialCall, String> byArn(
      DataStream<TutorialCall> calls, FilterFunction<TutorialCall> condition) {
    return calls.filter(condition).keyBy(call -> call.arn);
  }

  private static DataStream<Alert> each(String rule, DataStream<TutorialCall> calls) {
    return calls.map(call -> alert(rule, call.id, call.time)).returns(ALERT);
  }

  private static DataStream<Alert> distinct(
      KeyedStream<TutorialCall, String> calls, Duration size, DistinctInWindow found) {
    return calls.window(TumblingEventTimeWindows.of(size)).apply(found).returns(ALERT);
  }

  private static DataStream<Alert> rareShares(DataStream<TutorialCall> calls) {
    return calls
        .filter(Conditions::named)
        .keyBy(call -> call.user + " " + call.type)
        .window(SlidingEventTimeWindows.of(Duration.ofDays(7), HOUR))
        .aggregate(
            new RareShare(),
            new ProcessWindowFunction<RareShare.Share, Alert, String, TimeWindow>() {
              private static final long serialVersionUID = 1L;

              @Override
              public void process(
                  String user,
                  ProcessWindowFunction<RareShare.Share, Alert, String, TimeWindow>.Context context,
                  Iterable<RareShare.Share> shares,
                  Collector<Alert> out) {
                long end = context.window().getEnd();
                if (shares.iterator().next().fires(end, HOUR.toMillis())) {
                  out.collect(alert("aws_rare_source_as_organization", user, end));
                }
              }
            })
        .returns(ALERT);
  }

  private static DataStream<Alert> chains(KeyedStream<TutorialCall, String> discoveries) {
    Pattern<TutorialCall, TutorialCall> pattern =
        Pattern.<TutorialCall>begin("0", AfterMatchSkipStrategy.skipPastLastEvent())
            .where(SimpleCondition.of(call -> Conditions.step(call, 0)));
    for (int i = 1; i < Conditions.STEPS; i++) {
      int step = i;
      pattern =
          pattern
              .followedBy(Integer.toString(step))
              .where(SimpleCondition.of(call -> Conditions.step(call, step)));
    }
    return CEP.pattern(discoveries, pattern.within(HALF_AN_HOUR))
        .process(
            new PatternProcessFunction<TutorialCall, Alert>() {
              private static final long serialVersionUID = 1L;

              @Override
              public void processMatch(
                  Map<String, List<TutorialCall>> match,
                  PatternProcessFunction.Context context,
                  Collector<Alert> out) {
                TutorialCall last = match.get(Integer.toString(Conditions.STEPS - 1)).get(0);
                out.collect(
                    alert(
                        "aws_discovery_attack_chain",
                        last.arn,
                        last.time / HALF_AN_HOUR.toMillis()));
              }
            },
            ALERT);
  }

  private static DataStream<Alert> impacts(
      DataStream<Alert> firstSeen, KeyedStream<TutorialCall, String> impacts) {
    return firstSeen
        .keyBy(alert -> alert.group)
        .intervalJoin(impacts)
        .between(HALF_AN_HOUR.negated(), HALF_AN_HOUR)
        .process(
            new ProcessJoinFunction<Alert, TutorialCall, Alert>() {
              private static final long serialVersionUID = 1L;

              @Override
              public void processElement(
                  Alert first,
                  TutorialCall impact,
                  ProcessJoinFunction<Alert, TutorialCall, Alert>.Context context,
                  Collector<Alert> out) {
                long last = Math.max(first.time, impact.time);
                out.collect(
                    alert(
                        "aws_vpn_discovery_then_impact",
                        impact.arn,
                        last / HALF_AN_HOUR.toMillis()));
              }
            },
            ALERT);
  }
}
