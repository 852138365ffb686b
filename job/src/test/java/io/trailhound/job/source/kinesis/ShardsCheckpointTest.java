package io.trailhound.job.source.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.source.kinesis.ShardOrder.Known;
import io.trailhound.job.source.kinesis.ShardOrder.Stage;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ShardsCheckpointTest {
  private static final ShardSplitSerializer SPLITS = new ShardSplitSerializer();
  private static final ShardsCheckpoint.Serializer SERIALIZER = new ShardsCheckpoint.Serializer();

  private static final ShardSplit SPLIT =
      new ShardSplit("shardId-1", Position.within("495", 3), 1_788_220_800_000L, false);

  private static final ShardsCheckpoint CHECKPOINT =
      new ShardsCheckpoint(
          "trail",
          Position.time(7),
          true,
          List.of(
              new Known(SPLIT, List.of(), Stage.ENDED),
              new Known(
                  ShardSplit.begin("s-2", Position.EARLIEST),
                  List.of("shardId-1", "s-0"),
                  Stage.WAITING)));

  /** As version 1 wrote it. */
  private static final String SPLIT_1 =
      text("shardId-1")
          + text("WITHIN")
          + text("495")
          + "0000000000000003"
          + "000001a05a43fc00"
          + "00";

  /** As version 1 wrote it. */
  private static final String CHECKPOINT_1 =
      text("trail")
          + (text("TIME") + text("") + "0000000000000007")
          + "01"
          + ("00000001" + "00000002") // two splits of version 1
          + ("00000029" + SPLIT_1 + "00000000" + text("ENDED"))
          + "00000022"
          + (text("s-2") + text("EARLIEST") + text("") + "0".repeat(32) + "00")
          + ("00000002" + text("shardId-1") + text("s-0") + text("WAITING"));

  private static String text(String text) {
    return String.format(Locale.ROOT, "%04x", text.length())
        + HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  @Test
  void splitsComeBackAsTheyWere() throws IOException {
    for (ShardSplit split :
        List.of(
            SPLIT,
            ShardSplit.begin("shardId-2", Position.EARLIEST),
            ShardSplit.begin("shardId-2", Position.time(5)),
            new ShardSplit("shardId-3", Position.after("1"), 4, true))) {
      assertThat(SPLITS.deserialize(SPLITS.getVersion(), SPLITS.serialize(split))).isEqualTo(split);
    }
  }

  @Test
  void whatIsKnownOfAllShardsComesBackAsItWas() throws IOException {
    assertThat(SERIALIZER.deserialize(SERIALIZER.getVersion(), SERIALIZER.serialize(CHECKPOINT)))
        .isEqualTo(CHECKPOINT);
  }

  @Test
  void versionOneIsReadForEver() throws IOException {
    assertThat(SPLITS.deserialize(1, HexFormat.of().parseHex(SPLIT_1))).isEqualTo(SPLIT);
    assertThat(SERIALIZER.deserialize(1, HexFormat.of().parseHex(CHECKPOINT_1)))
        .isEqualTo(CHECKPOINT);
  }

  @Test
  void aVersionOfLaterIsRefused() {
    assertThatThrownBy(() -> SPLITS.deserialize(2, new byte[0]))
        .hasMessage(
            "The savepoint holds version 2 of the Kinesis source's state; this Trailhound knows up to 1.");
    assertThatThrownBy(() -> SERIALIZER.deserialize(9, new byte[0]))
        .hasMessageContaining("version 9 of the Kinesis source's state");
  }
}
