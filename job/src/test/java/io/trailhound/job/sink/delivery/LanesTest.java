package io.trailhound.job.sink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final long NOW = 1_000_000;

  private final AtomicLong clock = new AtomicLong(NOW);
  private final Lanes lanes = new Lanes(clock::get, 3, 100);

  private static Outgoing message(String id, int revision, int bytes) {
    return new Outgoing(id, "early-" + revision, new byte[bytes]);
  }

  private void add(String id, int revision) {
    add(message(id, revision, 10));
  }

  private void add(Outgoing message) {
    lanes.add(new RequestEntryWrapper<>(message, message.json().length), false);
  }

  private List<Outgoing> next() {
    return lanes.createNextBatch(null, null).getBatchEntries();
  }

  private static List<String> keys(List<Outgoing> messages) {
    return messages.stream().map(it -> it.id() + it.phase().substring(6)).toList();
  }

  @Test
  void aRoundHasOneMessageOfEachAlertInTheOrderInWhichTheyCame() {
    add("a", 1);
    add("a", 2);
    add("b", 1);
    add("c", 1);
    add("d", 1);

    List<Outgoing> first = next();
    assertThat(keys(first)).containsExactly("a1", "b1", "c1");
    assertThat(keys(next())).containsExactly("d1");

    first.forEach(lanes::settled);
    assertThat(keys(next())).containsExactly("a2");
    assertThat(lanes.waiting()).isZero();
  }

  @Test
  void whatIsSentAgainHoldsUpItsOwnAlertOnly() {
    add("a", 1);
    add("a", 2);
    List<Outgoing> first = next();
    lanes.again(first.get(0), 500);
    add("b", 1);

    List<Outgoing> second = next();
    assertThat(keys(second)).containsExactly("b1");
    second.forEach(lanes::settled);
    assertThat(lanes.isEmpty()).isTrue();
    assertThat(lanes.readyIn()).isEqualTo(500);

    clock.addAndGet(500);
    List<Outgoing> third = next();
    assertThat(keys(third)).containsExactly("a1");
    third.forEach(lanes::settled);
    assertThat(keys(next())).containsExactly("a2");
  }

  @Test
  void whileNobodyIsThereNothingIsSent() {
    add("a", 1);
    lanes.pause(200);
    lanes.pause(100);

    assertThat(next()).isEmpty();
    assertThat(lanes.readyIn()).isEqualTo(200);
    clock.addAndGet(200);
    assertThat(keys(next())).containsExactly("a1");
  }

  @Test
  void aRoundHasSoManyBytesAndAtLeastOneMessage() {
    add(message("large", 1, 200));
    add(message("a", 1, 60));
    add(message("b", 1, 60));

    assertThat(keys(next())).containsExactly("large1");
    assertThat(keys(next())).containsExactly("a1");
    assertThat(lanes.totalSizeInBytes()).isEqualTo(60);
  }

  @Test
  void whatWaitedForTooLongIsTakenOut() {
    add("a", 1);
    clock.addAndGet(10);
    add("b", 1);

    Outgoing old = lanes.takeFromBefore(NOW + 1);
    assertThat(old.id()).isEqualTo("a");
    lanes.settled(old);
    assertThat(lanes.takeFromBefore(NOW + 1)).isNull();
    assertThat(lanes.isDone()).isFalse();
  }

  @Test
  void theStateHasAllThatWaitsInItsOrder() {
    add("a", 1);
    add("b", 1);
    add("a", 2);
    lanes.again(next().get(0), 100);

    assertThat(lanes.getBufferedState())
        .extracting(it -> keys(List.of(it.getRequestEntry())).get(0))
        .containsExactly("a1", "a2");
  }
}
