package io.trailhound.benchmarks.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Path HOME = Path.of(System.getProperty("trailhound.home"));
  private static final int EVENTS = 50_000;
  private static final Duration LATENESS = Duration.ofMinutes(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Workload workload(long seed, Spread spread) {
    return new Workload(HOME, seed, EVENTS, 5_000, spread);
  }

  /** What most tests look at, made once. */
  private static final List<JsonNode> RECORDS = records(workload(1, Spread.ZIPF));

  private static List<JsonNode> records(Workload workload) {
    List<JsonNode> records = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(workload.open(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        records.add(JSON.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  private static double share(Collection<JsonNode> records, Predicate<JsonNode> of) {
    return records.stream().filter(of).count() / (double) records.size();
  }

  private static Instant time(JsonNode record) {
    return Instant.parse(record.get("eventTime").asText());
  }

  private static Map<String, Integer> byArn(List<JsonNode> records) {
    Map<String, Integer> counts = new HashMap<>();
    records.forEach(each -> counts.merge(each.at("/userIdentity/arn").asText(), 1, Integer::sum));
    return counts;
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherOneOthers() throws IOException {
    byte[] first = workload(1, Spread.ZIPF).open().readNBytes(1 << 20);

    assertThat(workload(1, Spread.ZIPF).open().readNBytes(1 << 20)).isEqualTo(first);
    assertThat(workload(2, Spread.ZIPF).open().readNBytes(1 << 20)).isNotEqualTo(first);
  }

  @Test
  void recordsAreAsLargeAsRealOnes() throws IOException {
    long bytes = workload(1, Spread.ZIPF).open().readAllBytes().length;

    assertThat((double) bytes / EVENTS).isCloseTo(Templates.MEAN_BYTES, within(60.0));
  }

  @Test
  void fourOfFiveCallsOnlyReadAndOneOfNineComesFromAHostName() {
    assertThat(share(RECORDS, each -> address(each).matches("[a-zA-Z].*")))
        .isCloseTo(0.11, within(0.01));
    assertThat(share(RECORDS, each -> address(each).startsWith("198.18.")))
        .isCloseTo(0.005, within(0.002));
    List<JsonNode> telling = RECORDS.stream().filter(each -> each.has("readOnly")).toList();
    assertThat(share(telling, each -> each.get("readOnly").asBoolean()))
        .isCloseTo(0.8, within(0.1));
  }

  private static String address(JsonNode record) {
    return record.path("sourceIPAddress").asText();
  }

  @Test
  void aFewAreDeliveredTwice() {
    Set<JsonNode> different = new HashSet<>(RECORDS);

    assertThat(1 - different.size() / (double) EVENTS).isBetween(0.005, 0.015);
  }

  @Test
  void recordsAreOutOfOrderButNeverLate() {
    Instant latest = Instant.MIN;
    int earlier = 0;
    Duration most = Duration.ZERO;
    for (JsonNode record : RECORDS) {
      Instant time = time(record);
      if (time.isBefore(latest)) {
        earlier++;
        most = max(most, Duration.between(time, latest));
      } else {
        latest = time;
      }
    }

    assertThat(earlier).isGreaterThan(EVENTS / 2);
    assertThat(most).isBetween(Duration.ofMinutes(7), LATENESS);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  @Test
  void theySpanEightDays() {
    assertThat(Duration.between(time(RECORDS.get(0)), time(RECORDS.get(EVENTS - 1))))
        .isBetween(Workload.SPAN.minusMinutes(15), Workload.SPAN.plusMinutes(15));
  }

  @Test
  void theBusiestPrincipalHasATwelfthOfAllOrNineOfTen() {
    int busiest = byArn(RECORDS).values().stream().max(Integer::compare).orElseThrow();
    assertThat(busiest / (double) EVENTS).isBetween(0.07, 0.09);

    int one =
        byArn(records(workload(1, Spread.ONE))).values().stream()
            .max(Integer::compare)
            .orElseThrow();
    assertThat(one / (double) EVENTS).isBetween(0.87, 0.91);
  }

  @Test
  void aKeyHasOneIdentityWhichIsOlderThanItsCalls() {
    Map<String, JsonNode> identities = new HashMap<>();
    for (JsonNode record : RECORDS) {
      String key = record.at("/userIdentity/accessKeyId").asText();
      JsonNode created = record.at("/userIdentity/sessionContext/attributes/creationDate");
      if (key.startsWith("ASIA") && !created.isMissingNode()) {
        JsonNode first = identities.putIfAbsent(key, record.get("userIdentity"));
        assertThat(first).isIn(null, record.get("userIdentity"));
        assertThat(Instant.parse(created.asText())).isBefore(time(record));
      }
    }
    assertThat(identities).hasSizeGreaterThan(1_000);
  }

  @Test
  void attackersMakeTheCallsOfTheirAttack() {
    Workload workload = workload(1, Spread.ZIPF);
    Map<String, Set<String>> calls = new HashMap<>();
    for (JsonNode record : RECORDS) {
      String user = record.at("/userIdentity/userName").asText();
      if (user.startsWith(PlantedAttack.NAME)) {
        calls.computeIfAbsent(user, name -> new HashSet<>()).add(record.get("eventID").asText());
      }
    }

    assertThat(calls).hasSize((int) workload.attacks());
    workload
        .planted()
        .forEach(
            (attack, planted) ->
                assertThat(calls.entrySet())
                    .filteredOn(attacker -> attacker.getKey().startsWith(attack.attackers()))
                    .hasSize(planted.intValue())
                    .allSatisfy(
                        attacker -> assertThat(attacker.getValue()).hasSize(attack.length())));
  }

  @Test
  void theFewestEventsHoldAnAttackOfEachKind() {
    assertThat(new Workload(HOME, 1, Workload.FEWEST, 10, Spread.ZIPF).planted().values())
        .hasSize(PlantedAttack.values().length)
        .containsOnly(1L);
  }
}
