package io.trailhound.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // the harness closes itself with a broad exception
class EnrichNetworkTest {
  private static final Path DEMO = Path.of("../testdata/asn/trailhound-demo.mmdb");
  private static final Path VECTORS = Path.of("../testdata/vectors/asn.mmdb");
  private static final Duration OFTEN = Duration.ofMillis(5);

  @TempDir Path folder;

  @Test
  void givesAnEventTheNetworkOfItsAddress() throws Exception {
    try (var harness = open(Optional.of(DEMO.toString()))) {
      assertThat(enriched(harness, event("198.18.0.7")))
          .extracting(e -> e.asNumber, e -> e.asOrganization)
          .containsExactly(216025L, "Mullvad VPN AB");
    }
  }

  @Test
  void givesTheNumberWhereTheNameIsMissing() throws Exception {
    try (var harness = open(Optional.of(DEMO.toString()))) {
      assertThat(enriched(harness, event("198.18.18.1")))
          .extracting(e -> e.asNumber, e -> e.asOrganization)
          .containsExactly(206092L, null);
    }
  }

  @Test
  void keepsTheNetworkThatAnEventBringsAlong() throws Exception {
    try (var harness = open(Optional.of(DEMO.toString()))) {
      CloudTrailEvent brings = event("198.18.0.7");
      brings.asNumber = 64500;
      assertThat(enriched(harness, brings))
          .extracting(e -> e.asNumber, e -> e.asOrganization)
          .containsExactly(64500L, null);
    }
  }

  @Test
  void givesWhatAnEventDoesNotBringAlong() throws Exception {
    try (var harness = open(Optional.of(DEMO.toString()))) {
      CloudTrailEvent named = event("198.18.0.7");
      named.asOrganization = "31173 Services AB";
      assertThat(enriched(harness, named))
          .extracting(e -> e.asNumber, e -> e.asOrganization)
          .containsExactly(216025L, "Mullvad VPN AB");
      CloudTrailEvent numbered = event("198.18.0.7");
      numbered.asNumber = 216025;
      assertThat(enriched(harness, numbered).asOrganization).isEqualTo("Mullvad VPN AB");
      CloudTrailEvent unknown = event("10.0.0.1");
      unknown.asOrganization = "kept";
      assertThat(enriched(harness, unknown).asOrganization).isEqualTo("kept");
    }
  }

  @Test
  void eachOfSeveralAddressesHasItsNetwork() throws Exception {
    try (var harness = open(Optional.of(DEMO.toString()))) {
      CloudTrailEvent event = event("10.0.0.1");
      event.lists = new HashMap<>();
      event.lists.put("source.ip", new String[] {"10.0.0.1", "198.18.0.7", "198.18.18.1"});
      assertThat(enriched(harness, event).asNumber).isEqualTo(216025);
      assertThat(event.all("source.as.number", null)).containsExactly("216025", "206092");
      assertThat(event.asOrganization).isEqualTo("Mullvad VPN AB");
    }
  }

  @Test
  void passesEventsWithoutAddressAndWithoutDatabaseUnchanged() throws Exception {
    try (var harness = open(Optional.of(DEMO.toString()))) {
      assertThat(enriched(harness, event(null)).asNumber).isZero();
    }
    try (var harness = open(Optional.empty())) {
      assertThat(enriched(harness, event("198.18.0.7")).asNumber).isZero();
    }
  }

  @Test
  void sendsDeadLettersToTheirSideOutput() throws Exception {
    DeadLetter letter = new DeadLetter("malformed-json", "no JSON", "a.json:1", new byte[] {1});
    try (var harness = open(Optional.empty())) {
      harness.processElement(new StreamRecord<>(Decoded.of(letter)));
      assertThat(harness.getOutput()).isEmpty();
      assertThat(harness.getSideOutput(EnrichNetwork.DEAD_LETTERS))
          .extracting(sent -> sent.getValue().reason())
          .containsExactly("malformed-json");
    }
  }

  @Test
  void takesUpAChangedFileWhileRunning() throws Exception {
    Path file = Files.copy(DEMO, folder.resolve("asn.mmdb"));
    try (var harness = open(Optional.of(file.toString()))) {
      assertThat(enriched(harness, event("198.18.0.1")).asNumber).isEqualTo(216025);
      replace(file, Files.readAllBytes(VECTORS));
      await(() -> enriched(harness, event("198.18.0.1")).asNumber == 57138);
    }
  }

  @Test
  void keepsTheOldDatabaseWhenTheNewFileIsUnreadableAndRecoversFromIt() throws Exception {
    Path path = Files.copy(DEMO, folder.resolve("asn.mmdb"));
    try (var file = LiveFiles.open(List.of(path.toString()), AsnDatabase.KIND, OFTEN)) {
      AsnDatabase old = file.content();
      replace(path, new byte[] {1, 2, 3});
      await(() -> file.reloadFailures() == 1);
      assertThat(file.content()).isSameAs(old);

      Files.delete(path);
      await(() -> file.reloadFailures() == 2);
      assertThat(file.content()).isSameAs(old);

      replace(path, Files.readAllBytes(VECTORS));
      await(() -> file.content() != old);
      assertThat(file.content().lookUp("198.18.0.1").number()).isEqualTo(57138);
      assertThat(file.reloadFailures()).isEqualTo(2);
    }
  }

  @Test
  void stopsTheStartWithOneMessageWhenTheFileIsMissingOrAFolder() {
    assertThatThrownBy(() -> check(folder.resolve("absent.mmdb")))
        .isInstanceOf(LookupException.class)
        .hasMessageEndingWith(
            "absent.mmdb cannot be read: there is no such file. Right would be: a .mmdb file of the"
                + " GeoLite2-ASN layout, or none.");
    assertThatThrownBy(() -> check(folder)).isInstanceOf(LookupException.class);
    assertThatThrownBy(() -> open(Optional.of("/absent.mmdb")))
        .hasMessageContaining("/absent.mmdb");
  }

  private static void check(Path file) {
    Lookups.check(LookupFiles.ofAsn(Optional.of(file.toString())));
  }

  private static CloudTrailEvent event(String ip) {
    CloudTrailEvent event = new CloudTrailEvent();
    event.eventId = "e";
    event.sourceIp = ip;
    return event;
  }

  /** As a new version is put in place: written beside it, then moved over it. */
  private void replace(Path file, byte[] content) throws IOException {
    Path next = Files.write(folder.resolve("next"), content);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static OneInputStreamOperatorTestHarness<Decoded, CloudTrailEvent> open(
      Optional<String> asnFile) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new EnrichNetwork(LookupFiles.ofAsn(asnFile), OFTEN, false)));
    harness.open();
    return harness;
  }

  private static CloudTrailEvent enriched(
      OneInputStreamOperatorTestHarness<Decoded, CloudTrailEvent> harness, CloudTrailEvent event) {
    try {
      harness.getOutput().clear();
      harness.processElement(new StreamRecord<>(Decoded.of(event)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    List<CloudTrailEvent> out = harness.extractOutputValues();
    assertThat(out).hasSize(1);
    return out.get(0);
  }

  /** As long as it takes; the limit for all tests interrupts what hangs. */
  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(OFTEN.toNanos());
    }
  }
}
