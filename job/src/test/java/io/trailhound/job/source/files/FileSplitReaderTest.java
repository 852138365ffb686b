package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.Cuts;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.model.Decoded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSplitReaderTest {
  @TempDir Path folder;

  private final Counter leftOut = new SimpleCounter();
  private final AtomicBoolean over = new AtomicBoolean();
  private final FileSplitReader reader = new FileSplitReader(StartTimeTest.DECODER, leftOut, over);

  @Test
  void aFileThatCannotBeReadIsALetterThatSaysWhyAndCountsAsLeftOut() throws IOException {
    Cuts.write(folder.resolve("a.ndjson"), List.of(StartTimeTest.event("2026-09-01T00:00:01Z")));
    Files.createSymbolicLink(folder.resolve("mem.ndjson"), Path.of("/proc/self/mem"));

    assertThat(read("a.ndjson", "gone.ndjson", "mem.ndjson"))
        .containsExactly(
            "event",
            "unreadable gone.ndjson:0 The file cannot be read: it is gone",
            "unreadable mem.ndjson:0 The file cannot be read: Input/output error");
    assertThat(leftOut.getCount()).isEqualTo(2);
  }

  /** The clients of some stores throw what Flink's interface doesn't declare. */
  @Test
  void aFailureOfAnyKindIsKeptApartFromTheEndOfTheFile() {
    ReadAhead.Content content = new ReadAhead.Content(new Failing(), over);

    assertThatThrownBy(() -> content.read(new byte[8], 0, 8)).isInstanceOf(IOException.class);
    assertThat(content.failure()).hasMessage("no network");
  }

  /** Whatever the decoder had read ahead when the failure came. */
  @Test
  void allThatWasReadBeforeAFailureComesOut() throws IOException {
    String line = StartTimeTest.event("2026-09-01T00:00:01Z") + "\n";
    byte[] file =
        (line + "{\"broken\n" + line.repeat(50) + "{\"cut").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(file);
    }
    byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() - 9);

    assertThat(untilItFails(file)).hasSize(52).startsWith("event", "malformed-json");
    assertThat(untilItFails(half)).hasSizeBetween(50, 52).startsWith("event", "malformed-json");
  }

  private List<String> untilItFails(byte[] before) throws IOException {
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(before), new Failing());
    ReadAhead.Content content = new ReadAhead.Content(in, over);
    List<String> read = new ArrayList<>();
    try (FileRecords records =
        new FileRecords(StartTimeTest.DECODER.open(content, "f:"), content, over)) {
      assertThatThrownBy(
              () -> {
                for (Decoded next; (next = records.next()) != null; ) {
                  read.add(next.event() == null ? next.deadLetter().reason() : "event");
                }
              })
          .hasMessage("no network");
      assertThat(new String(records.letter("why", "f:").raw(), StandardCharsets.UTF_8))
          .startsWith("{");
    }
    return read;
  }

  /** Of a file without an end and without a record. */
  @Test
  void aReaderThatIsToBeClosedReadsNoFileToItsEndAndMakesNoLetter() throws Exception {
    InputFile endless = new InputFile("/dev/zero", 1);
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(new FileSplit(endless, 0, 0))));
    FutureTask<RecordsWithSplitIds<Decoded>> fetch = new FutureTask<>(reader::fetch);
    new Thread(fetch, "fetch").start();

    over.set(true);

    assertThat(fetch.get().finishedSplits()).isEmpty();
    assertThat(fetch.get().nextSplit()).isNull();
    assertThat(leftOut.getCount()).isZero();
  }

  /** As many batches are on their way as Flink lets a reader be ahead of its task. */
  @Test
  void recordsHaveTheirBytesUntilTheirBatchIsGivenBack() throws IOException {
    List<String> written =
        IntStream.range(0, 12_000)
            .mapToObj(
                i -> StartTimeTest.event(Instant.ofEpochSecond(1_788_000_000L + i).toString()))
            .toList();
    Cuts.write(folder.resolve("a.ndjson"), written.subList(0, 9_000));
    Cuts.write(folder.resolve("b.ndjson.gz"), written.subList(9_000, 12_000));
    begin("a.ndjson", "b.ndjson.gz");
    Deque<RecordsWithSplitIds<Decoded>> onTheirWay = new ArrayDeque<>();
    List<String> read = new ArrayList<>();

    for (int finished = 0; finished < 2; ) {
      onTheirWay.add(reader.fetch());
      finished += onTheirWay.getLast().finishedSplits().size();
      if (onTheirWay.size() == 4 || finished == 2) {
        use(onTheirWay.remove(), read);
      }
    }
    onTheirWay.forEach(batch -> use(batch, read));

    assertThat(read).isEqualTo(written);
  }

  private static void use(RecordsWithSplitIds<Decoded> batch, List<String> read) {
    if (batch.nextSplit() != null) {
      for (Decoded record; (record = batch.nextRecordFromSplit()) != null; ) {
        read.add(new String(record.event().raw.bytes(), StandardCharsets.UTF_8));
      }
    }
    batch.recycle();
  }

  private void begin(String... names) {
    List<FileSplit> splits = new ArrayList<>();
    for (String name : names) {
      InputFile file = new InputFile(folder.resolve(name).toString(), 1);
      splits.add(new FileSplit(file, splits.size(), 0));
    }
    reader.handleSplitsChanges(new SplitsAddition<>(splits));
  }

  private List<String> read(String... names) throws IOException {
    begin(names);
    List<String> records = new ArrayList<>();
    for (int finished = 0; finished < names.length; ) {
      RecordsWithSplitIds<Decoded> batch = reader.fetch();
      finished += batch.finishedSplits().size();
      if (batch.nextSplit() != null) {
        for (Decoded record; (record = batch.nextRecordFromSplit()) != null; ) {
          records.add(inShort(record));
        }
      }
    }
    return records;
  }

  private String inShort(Decoded record) {
    if (record.event() != null) {
      return "event";
    }
    String source = record.deadLetter().source().substring(folder.toString().length() + 1);
    return String.join(" ", record.deadLetter().reason(), source, record.deadLetter().detail());
  }

  private static final class Failing extends InputStream {
    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }

    @Override
    public int read() {
      throw new IllegalStateException("no network");
    }
  }
}
