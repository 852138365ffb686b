package io.trailhound.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Seeds;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShardOrderTest {
  private final ShardOrder order = new ShardOrder(List.of());

  @Test
  void childrenOfASplitAreReadyWhenTheirParentIsRead() {
    list(shard("0"), shard("1", "0"), shard("2", "0"));
    assertThat(ready()).containsExactly("0");

    giveAll();
    assertThat(ready()).isEmpty();

    order.ended("0");
    assertThat(ready()).containsExactly("1", "2");
    assertThat(order.next("0")).containsExactly("1", "2");
  }

  @Test
  void whatTwoWereMergedIntoIsReadyWhenBothAreRead() {
    list(shard("0"), shard("1"), shard("2", "0", "1"));
    giveAll();
    order.ended("1");
    assertThat(ready()).isEmpty();
    assertThat(order.next("1")).as("waits for the other one").isEmpty();

    order.ended("0");
    assertThat(ready()).containsExactly("2");
  }

  /** It's no longer listed: all that it had has expired. */
  @Test
  void aParentThatIsNotKnownKeepsNoneFromBeingRead() {
    list(shard("7", "3"), shard("8", "3", "7"));

    assertThat(ready()).containsExactly("7");
  }

  @Test
  void onlyTheFirstListIsBegunWhereTheUserSays() {
    order.listed(List.of(shard("0")), Position.time(5));
    order.listed(List.of(shard("0"), shard("1")), Position.EARLIEST);

    assertThat(order.ready())
        .containsExactly(
            ShardSplit.begin("0", Position.time(5)), ShardSplit.begin("1", Position.EARLIEST));
  }

  @Test
  void whatHasEndedIsForgottenWhenItIsNoLongerListed() {
    list(shard("0"));
    giveAll();
    list(shard("1", "0"));
    assertThat(order.knows("0")).as("still read").isTrue();

    order.ended("0");
    list(shard("1", "0"));
    assertThat(order.knows("0")).isFalse();
    assertThat(ready()).containsExactly("1");
  }

  @Test
  void whatIsGivenBackIsReadyAgain() {
    list(shard("0"));
    List<ShardSplit> splits = order.ready();
    giveAll();
    order.givenBack(splits.get(0));

    assertThat(order.ready()).isEqualTo(splits);
  }

  static LongStream seeds() {
    return Seeds.some(50);
  }

  /**
   * Streams that are split and merged at random while a job reads them, which makes checkpoints and
   * fails at random: every record leaves the source once, none before those of its shard's parents,
   * and whatever isn't read holds the watermark.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void noRecordIsLostRepeatedOrReadBeforeItsParents(long seed) throws Exception {
    new SplitsAndMerges(seed).run();
  }

  private static ListedShard shard(String id, String... parents) {
    return new ListedShard(id, Stream.of(parents).toList());
  }

  private void list(ListedShard... shards) {
    order.listed(List.of(shards), Position.EARLIEST);
  }

  private List<String> ready() {
    return order.ready().stream().map(ShardSplit::shard).toList();
  }

  private void giveAll() {
    ready().forEach(order::given);
  }
}
