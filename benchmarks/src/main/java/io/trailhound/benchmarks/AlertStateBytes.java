package io.trailhound.benchmarks;

import io.trailhound.benchmarks.measure.Figure;
import io.trailhound.detect.AddActor;
import io.trailhound.detect.AlertFactory;
import io.trailhound.detect.Incidents;
import io.trailhound.detect.ResolveKeys;
import io.trailhound.detect.Suppress;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.KeyGrant;
import io.trailhound.model.KeyHolder;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.Suppressing;
import io.trailhound.rules.sigma.RuleLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * What stands behind alerts in a checkpoint, on RocksDB, as its files are written: a key that was
 * handed out, of which both operators know that ask who is behind it, an alert of an open incident
 * and one that stands for others, with the shipped rules.
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class AlertStateBytes {
  private static final int MANY = 5_000;
  private static final int OF_ONE = 50;
  private static final long START = 1_772_000_000_000L;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final StreamExecutionEnvironment NOWHERE =
      StreamExecutionEnvironment.getExecutionEnvironment();

  private AlertStateBytes() {}

  static List<Figure> figures() throws Exception {
    RuleBook rules = RuleLoader.load(null, List.of()).with(Suppressing.ALL).namingActors();
    Rule.Match rule =
        rules.rules().stream()
            .filter(each -> rules.suppression(each).isPresent())
            .map(Rule.Match.class::cast)
            .findFirst()
            .orElseThrow();
    List<Alert> ofMany = alerts(rule, MANY, 1);
    List<Alert> ofFew = alerts(rule, MANY / OF_ONE, OF_ONE);
    return List.of(
        new Figure("state-key", "bytes of state, a key that was handed out", key(rules), 0),
        new Figure(
            "state-incident",
            "bytes of state, an open incident of one alert",
            more(Incidents.attach(none(Alert.class), rules, HOUR), ofMany) / MANY,
            0),
        new Figure(
            "state-incident-alert",
            "bytes of state, an alert of an open incident of fifty",
            more(Incidents.attach(none(Alert.class), rules, HOUR), ofFew) / MANY,
            0),
        new Figure(
            "state-suppressing",
            "bytes of state, an alert that suppresses others",
            more(suppress(rules), ofMany) / MANY,
            0),
        new Figure(
            "state-suppressed",
            "bytes of state, a suppressed alert, each at a second of its own",
            more(suppress(rules), ofFew) / MANY,
            0));
  }

  /** Half a minute apart, so that those of one caller are of one incident and one period. */
  private static List<Alert> alerts(Rule.Match rule, int callers, int each) {
    return IntStream.range(0, callers * each)
        .mapToObj(i -> alert(rule, i % callers, i, START + i / callers * 30_000L))
        .toList();
  }

  private static Alert alert(Rule.Match rule, int caller, int number, long time) {
    Activity a = new Activity();
    a.action = "ListBuckets";
    a.provider = "s3.amazonaws.com";
    a.outcome = "success";
    a.region = "us-east-1";
    a.accountId = "111122223333";
    a.userName = "workload-role";
    a.userId = "AROA" + digits(caller, 17) + ":session-" + caller;
    a.arn = "arn:aws:sts::111122223333:assumed-role/workload-role/session-" + caller;
    a.userType = "AssumedRole";
    a.accessKeyId = "ASIA" + digits(caller, 16);
    a.ip = "198.18." + caller / 250 % 250 + "." + caller % 250;
    a.address = a.ip;
    a.asNumber = 216_025;
    a.asOrganization = "Mullvad VPN AB";
    a.userAgent = "aws-cli/2.15.0 md/awscrt#0.19.19 ua/2.0 os/linux#6.8 lang/python#3.11.6";
    a.userAgentName = "aws-cli";
    String id = "5a0b7c1d-2d1e-4a52-8c0f-" + digits(number, 12);
    return AlertFactory.match(rule, new Signal(rule.name(), null, time, id, null, a));
  }

  private static String digits(int number, int count) {
    String all = "00000000000000000" + number;
    return all.substring(all.length() - count);
  }

  /** In what follows chains, and in what waits for their ends. */
  private static double key(RuleBook rules) throws Exception {
    List<KeyGrant> grants = IntStream.range(0, MANY).mapToObj(AlertStateBytes::grant).toList();
    List<KeyHolder> holders = new ArrayList<>();
    var resolve = ResolveKeys.attach(none(Signal.class));
    double resolving = bytes(resolve, grants, holders) - bytes(resolve, List.of(), holders);
    DataStream<Alert> add = AddActor.attach(none(Alert.class), none(KeyHolder.class), rules);
    return (resolving + bytesOfHolders(add, holders) - bytesOfHolders(add, List.of())) / MANY;
  }

  private static KeyGrant grant(int number) {
    KeyGrant grant = new KeyGrant();
    grant.accessKey = "ASIA" + digits(number, 16);
    grant.from = START + number * 1_000L;
    grant.until = grant.from + HOUR.toMillis();
    grant.eventId = "5a0b7c1d-2d1e-4a52-8c0f-" + digits(number, 12);
    grant.caller = "arn:aws:iam::111122223333:user/user-" + number % 100;
    grant.callerKey = null;
    grant.named = true;
    return grant;
  }

  private static <T> SingleOutputStreamOperator<T> none(Class<T> type) {
    TypeInformation<T> pojo = Types.POJO(type);
    return NOWHERE.fromData(List.of(), pojo).filter(each -> true);
  }

  /** Of the two that it makes one stream of, the one with state. */
  private static DataStream<Alert> suppress(RuleBook rules) {
    return Suppress.attach(none(Alert.class), rules, false);
  }

  private static double more(DataStream<Alert> operator, List<Alert> alerts) throws Exception {
    return bytes(operator, alerts, null) - bytes(operator, List.of(), null);
  }

  /**
   * Of a checkpoint behind the last of them, before any time has passed.
   *
   * @param out gets what comes out; null when nobody wants it
   */
  @SuppressWarnings("unchecked") // the operator has the type of the stream
  private static <I, O> double bytes(DataStream<O> stream, List<I> elements, List<O> out)
      throws Exception {
    var operator = (OneInputTransformation<I, O>) keyed(stream.getTransformation());
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<Object, I, O>(
            operator.getOperatorFactory(),
            (KeySelector<I, Object>) operator.getStateKeySelector(),
            (TypeInformation<Object>) operator.getStateKeyType())) {
      open(harness);
      for (I element : elements) {
        harness.processElement(element, START);
      }
      if (out != null) {
        out.addAll(harness.extractOutputValues());
      }
      return harness.snapshot(1, 1).getStateSize();
    }
  }

  @SuppressWarnings("unchecked") // the operator has the type of the stream
  private static double bytesOfHolders(DataStream<Alert> stream, List<KeyHolder> holders)
      throws Exception {
    var operator =
        (TwoInputTransformation<Alert, KeyHolder, Alert>) keyed(stream.getTransformation());
    try (var harness =
        new KeyedTwoInputStreamOperatorTestHarness<Object, Alert, KeyHolder, Alert>(
            (TwoInputStreamOperator<Alert, KeyHolder, Alert>)
                ((SimpleOperatorFactory<Alert>) operator.getOperatorFactory()).getOperator(),
            (KeySelector<Alert, Object>) operator.getStateKeySelector1(),
            (KeySelector<KeyHolder, Object>) operator.getStateKeySelector2(),
            (TypeInformation<Object>) operator.getStateKeyType())) {
      open(harness);
      for (KeyHolder holder : holders) {
        harness.processElement2(holder, START);
      }
      return harness.snapshot(1, 1).getStateSize();
    }
  }

  /** The nearest operator with keyed state. */
  private static Transformation<?> keyed(Transformation<?> last) {
    boolean has =
        last instanceof TwoInputTransformation
            || (last instanceof OneInputTransformation<?, ?> one
                && one.getStateKeySelector() != null);
    return has ? last : keyed(last.getInputs().get(0));
  }

  private static void open(AbstractStreamOperatorTestHarness<?> harness) throws Exception {
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
    harness.open();
  }
}
