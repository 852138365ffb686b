package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.listing.InputException;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.StartTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilesCheckpointTest {
  private static final FilesCheckpoint.Serializer SERIALIZER = new FilesCheckpoint.Serializer();
  private static final FileSplit SPLIT =
      new FileSplit(new InputFile("logs/ä.json.gz", 17), 1_788_220_800_000L, 3);

  /** As version 1 wrote it: listed, one split. */
  private static final byte[] VERSION_1 =
      HexFormat.of()
          .parseHex(
              "01"
                  + "00000001"
                  + "0000000f"
                  + "6c6f67732fc3a42e6a736f6e2e677a"
                  + "0000000000000011"
                  + "000001a05a43fc00"
                  + "0000000000000003");

  @Test
  void comesBackAsItWas() throws IOException {
    ToldFiles told = ToldFiles.none();
    told.unread().add(FileKey.of("a"));
    told.read().add(FileKey.of("b"), 43);
    FilesCheckpoint checkpoint =
        new FilesCheckpoint(true, List.of(SPLIT), 41, 42, new SeenFiles(), told);
    FilesCheckpoint restored =
        SERIALIZER.deserialize(SERIALIZER.getVersion(), SERIALIZER.serialize(checkpoint));
    assertThat(restored.listed()).isTrue();
    assertThat(restored.unassigned()).containsExactly(SPLIT);
    assertThat(restored.nothingBefore()).isEqualTo(41);
    assertThat(restored.readUpTo()).isEqualTo(42);
    assertThat(restored.seen()).isNotNull();
    assertThat(restored.told().unread()).containsExactly(FileKey.of("a"));
    assertThat(restored.told().read().holds(FileKey.of("b"))).isTrue();
  }

  @Test
  void readsVersionOne() throws IOException {
    FilesCheckpoint restored = SERIALIZER.deserialize(1, VERSION_1);
    assertThat(restored.listed()).isTrue();
    assertThat(restored.unassigned()).containsExactly(SPLIT);
  }

  @Test
  void readsTheVersionBeforeQueues() throws IOException {
    FilesCheckpoint checkpoint =
        new FilesCheckpoint(true, List.of(SPLIT), 41, 42, new SeenFiles(), null);
    byte[] bytes = SERIALIZER.serialize(checkpoint);
    FilesCheckpoint restored = SERIALIZER.deserialize(3, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(restored.unassigned()).containsExactly(SPLIT);
    assertThat(restored.readUpTo()).isEqualTo(42);
    assertThat(restored.told()).isNull();
  }

  @Test
  void refusesToWatchFromWhereNobodyKnowsWhatWasRead() throws IOException {
    FilesCheckpoint old = SERIALIZER.deserialize(1, VERSION_1);
    FilesConfig watching = Watching.of(Duration.ofMinutes(1), "logs");
    FilesSource source = new FilesSource(watching, StartTimeTest.DECODER, Duration.ofMinutes(15));
    assertThatThrownBy(() -> source.restoreEnumerator(null, old))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Right would be");
  }

  @Test
  void refusesAVersionThatIsYetToCome() {
    assertThatThrownBy(() -> SERIALIZER.deserialize(5, VERSION_1))
        .hasMessageContaining("knows up to 4");
  }
}
