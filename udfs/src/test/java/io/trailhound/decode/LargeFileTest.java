package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;

/** 200 MB of one {@code Records} file, made while it's read, pass through a small window. */
class LargeFileTest {
  private static final long RECORDS = 400_000;
  private static final byte[] RECORD = TestDecoder.bytes(TestDecoder.RECORD + ",");
  private static final long TWENTY_MB = 20L << 20;

  @Test
  void fileIsStreamedInConstantMemory() throws IOException {
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(TestDecoder.bytes("{\"Records\":[")),
            new SequenceInputStream(
                new Repeated(RECORD, RECORDS), new ByteArrayInputStream(TestDecoder.bytes("]}"))));
    assertThat(RECORDS * RECORD.length).isGreaterThan(190L << 20);
    long before = used();
    long most = 0;
    long events = 0;

    try (DecodedReader reader = TestDecoder.decoder().open(in, "large:")) {
      for (Decoded next = reader.next(); next != null; next = reader.next()) {
        events += next.event() == null ? 0 : 1;
        if (reader.ordinal() % 100_000 == 0) {
          most = Math.max(most, used() - before);
        }
      }
      assertThat(reader.ordinal()).isEqualTo(RECORDS);
    }
    assertThat(events).isEqualTo(RECORDS);
    assertThat(most).isLessThan(TWENTY_MB);
  }

  /** What is still reachable: counted right after a collection. */
  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
