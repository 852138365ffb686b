package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.detect.Rounds;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SignalSerializerTest {
  private static final String UUID = "6f5d3e21-0a4b-4c6d-8e9f-00112233aabb";
  private static final long TIME = 1_788_220_800_000L;

  private final TypeSerializer<Signal> serializer = serializer("rule", "other rule");
  private final TypeSerializer<Signal> otherSide = serializer.duplicate();

  private static TypeSerializer<Signal> serializer(String... rules) {
    return new SignalType(List.of(rules)).createSerializer(new SerializerConfigImpl());
  }

  private byte[] bytes(Signal signal) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(signal, out);
    return out.getCopyOfBuffer();
  }

  private void comesBackAsItWas(Signal signal) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes(signal));
    assertThat(otherSide.deserialize(in)).usingRecursiveComparison().isEqualTo(signal);
    assertThat(in.available()).isZero();
    assertThat(serializer.copy(signal)).usingRecursiveComparison().isEqualTo(signal);
  }

  private static Activity activity(String any) {
    Activity activity = new Activity();
    activity.action = any;
    activity.arn = "arn:aws:iam::111122223333:user/alice";
    activity.address = "198.18.0.1";
    activity.ip = "198.18.0.1";
    activity.asNumber = 4_294_967_295L;
    activity.userAgent = "x".repeat(1_024);
    activity.versions = "";
    return activity;
  }

  @Test
  void everyFieldComesBackAsItWas() throws IOException {
    Signal signal = new Signal("rule", "group", TIME, UUID, "value", activity("ListUsers"));
    signal.arrival = TIME + 200_001;
    signal.alert = "0123456789abcdef0123456789abcdef";
    signal.sensitive = true;
    comesBackAsItWas(signal);
    comesBackAsItWas(new Signal("rule", null, TIME, "e1", null, null));
    comesBackAsItWas(new Signal("a rule of another job", "", -1, "", "other rule", new Activity()));
    comesBackAsItWas(new Signal("rule", "g", Long.MIN_VALUE, null, "v", null));
  }

  @Test
  void aSessionComesBackAndCostsAByteWhereThereIsNone() throws IOException {
    Signal signal = new Signal("rule", "group", TIME, UUID, "value", activity("ListUsers"));
    int without = bytes(signal).length;
    signal.activity.session = new Session();
    comesBackAsItWas(signal);
    assertThat(bytes(signal)).hasSize(without + 5);
    signal.activity.session.created = TIME;
    signal.activity.session.mfa = "false";
    signal.activity.session.sourceIdentity = "jane";
    signal.activity.session.onBehalfOf = "94-1";
    signal.activity.session.identityStore = "arn:aws:identitystore::1:identitystore/d-1";
    comesBackAsItWas(signal);
  }

  @Test
  void whatIsBeneathAnAlertComesBackAndCostsNothingWhereThereIsNothing() throws IOException {
    Signal signal = new Signal("rule", "group", TIME, UUID, "value", activity("ListUsers"));
    int without = bytes(signal).length;
    signal.activity.beneath = "b";
    comesBackAsItWas(signal);
    assertThat(bytes(signal)).hasSize(without + 2);
    signal.activity.beneath = Values.join(List.of(Values.join(List.of("a", "")), ""));
    signal.activity.session = new Session();
    comesBackAsItWas(signal);
  }

  @Test
  void wordsThatAreCommonTakeAByteOrTwo() throws IOException {
    Activity common = activity("ListUsers");
    common.provider = "iam.amazonaws.com";
    common.outcome = "success";
    common.region = "eu-west-1";
    Activity rare = activity("ListUsers");
    rare.provider = "iam.example";
    rare.outcome = "unknown";
    rare.region = "xx-nowhere-1";
    Signal signal = new Signal("rule", "group", TIME, UUID, "value", common);

    comesBackAsItWas(signal);
    assertThat(bytes(signal).length)
        .isLessThan(bytes(new Signal("rule", "group", TIME, UUID, "value", rare)).length - 20);
  }

  @Test
  void gatheredIdsComeBack() throws IOException {
    Signal signal = new Signal("rule", "group", TIME + 3_599_999, null, "Amazon", null);
    signal.gathered = new long[] {1, -2, Long.MIN_VALUE, Long.MAX_VALUE};
    comesBackAsItWas(signal);
  }

  @Test
  void onlyAnIdThatIsAUuidLetterByLetterBecomesOne() throws IOException {
    comesBackAsItWas(new Signal("rule", "g", TIME, UUID.replace("aabb", "AABB"), null, null));
    comesBackAsItWas(new Signal("rule", "g", TIME, UUID + "#rule", null, null));
    comesBackAsItWas(new Signal("rule", "g", TIME, UUID.replace('-', '0'), null, null));
  }

  @Test
  void whateverCharactersATextHasItComesBack() throws IOException {
    String lone = "\ud800";
    for (String text :
        List.of("ÿ", "Ā", "漢字", "😀", lone, lone + "é", "\u0000", "a".repeat(70_000))) {
      comesBackAsItWas(new Signal(text, text, TIME, text, text, activity(text)));
    }
  }

  @Test
  void anyMixtureOfTextsThatAreTheSameComesBack() throws IOException {
    Random random = new Random(5);
    List<String> texts = List.of("rule", "g", "", "198.18.0.1", "arn:aws:iam::111122223333:user/x");
    for (int i = 0; i < Rounds.of(500); i++) {
      Activity activity = activity(any(texts, random));
      activity.arn = any(texts, random);
      activity.address = any(texts, random);
      activity.ip = any(texts, random);
      activity.userName = any(texts, random);
      comesBackAsItWas(
          new Signal(
              "rule", any(texts, random), i, any(texts, random), any(texts, random), activity));
    }
  }

  @Test
  void aTextOfAnyShapeComesBackAsItWas() throws IOException {
    for (String text :
        List.of(
            "arn:aws:sts::111122223333:assumed-role/role/session",
            "arn:aws:sts::111122223333:assumed-role/role/session/with/slashes",
            "arn:aws:sts::111122223333:assumed-role/",
            "arn:aws:sts:::assumed-role//",
            "arn:aws:iam::000000000001:user/path/alice",
            "arn:aws:iam::111122223333:user/",
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::111122223333:root:root",
            "arn:aws:iam::111122223333:rooted",
            "arn:aws-cn:iam::111122223333:role/admin",
            "arn:aws:iam::1:role/ä",
            "arn:",
            "AROAJ2UCCR6DPEXAMPLE0:session",
            "AROAJ2UCCR6DPEXAMPLE0:",
            ":".repeat(30),
            "role\u001fAssumedRole",
            "arn:aws:iam::111122223333:user/alice\u001f\u0000",
            "\u001f".repeat(5),
            UUID,
            "program_" + UUID,
            UUID + UUID,
            UUID.replace("aabb", "AABB"),
            "program_" + UUID.replace("aabb", "AABB"))) {
      comesBackAsItWas(new Signal("rule", text, TIME, text, text, activity(text)));
      comesBackAsItWas(new Signal("rule", null, TIME, null, text, activity("ListUsers")));
    }
  }

  @Test
  void aTextOfDigitsAndLettersComesBackAsItWas() throws IOException {
    for (String text :
        List.of(
            "198.18.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "035.249.253.232",
            "198.18.0.256",
            "2001:db8::1",
            "000000000000",
            "999999999999",
            "1.1.1.1.1.1.",
            "AKIA0000000000000000",
            "ZZZZZZZZZZZZZZZZZZZZ",
            "00000000000000000000",
            "AKIAIOSFODNN7eXAMPLE",
            "ZZZZZZZZZZZZZZZZZZZZZ",
            "000000000000000000000",
            "AIDACKCEVSQ6C2EXAMPL-")) {
      comesBackAsItWas(new Signal("rule", text, TIME, text, text, activity(text)));
    }
  }

  @Test
  void whatTheOtherSideWasToldBeforeIsNoPartOfASignal() throws IOException {
    Random random = new Random(7);
    List<String> parts =
        List.of(
            "a", "-role", "Describe", "arn:aws:iam::111122223333:user/", "\u001f", ":", "é", UUID);
    DataOutputSerializer out = new DataOutputSerializer(16);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int more = random.nextInt(7); more >= 0; more--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      Signal signal = new Signal("rule", text.toString(), TIME, "e" + i, "v", activity(text + "s"));
      serializer.serialize(signal, out);
      comesBackAsItWas(signal);
      out.clear();
    }
  }

  @Test
  void aCallOfARoleTakesAFewBytesBesideItsNames() throws IOException {
    Activity role = activity("DescribeInstances");
    role.arn = "arn:aws:sts::111122223333:assumed-role/qqqqqqqqqq/zzzzzzzzzz";
    role.accountId = "111122223333";
    role.userName = "qqqqqqqqqq";
    role.userId = "AROAJ2UCCR6DPEXAMPLE0:zzzzzzzzzz";
    role.accessKeyId = "ASIAIOSFODNN7EXAMPLE";
    role.userType = "AssumedRole";
    role.region = "us-east-1";
    role.provider = "ec2.amazonaws.com";
    role.asOrganization = "AMAZON-02";
    role.asNumber = 16_509;
    role.userAgent = "aws-cli/2.13.5 Python/3.11.4 Linux/5.10.0 exe/x86_64.amzn.2";
    role.versions = null;
    Signal signal = new Signal("rule", role.arn, TIME, UUID, "us-east-1", role);
    signal.arrival = TIME + 200_000;
    comesBackAsItWas(signal);
    assertThat(bytes(signal)).hasSizeLessThan(150);
  }

  private static String any(List<String> texts, Random random) {
    int at = random.nextInt(texts.size() + 1);
    return at == texts.size() ? null : texts.get(at);
  }

  @Test
  void aTrustedCallTakesFewBytes() throws IOException {
    Signal signal = new Signal("rule", "alice\u001fIAMUser", TIME, UUID, "Amazon.com, Inc.", null);
    signal.arrival = TIME + 200_000;
    assertThat(bytes(signal)).hasSizeLessThan(36);
    signal.gathered = new long[20];
    signal.eventId = null;
    assertThat(bytes(signal)).as("ten of them").hasSizeLessThan(190);
  }

  @Test
  void cannotGetIntoState() {
    assertThatThrownBy(serializer::snapshotConfiguration)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("POJO");
  }

  @Test
  void typesAreTheSameForTheSameRules() {
    assertThat(new SignalType(List.of("a"))).isEqualTo(new SignalType(List.of("a")));
    assertThat(new SignalType(List.of("a"))).isNotEqualTo(new SignalType(List.of("b")));
  }
}
