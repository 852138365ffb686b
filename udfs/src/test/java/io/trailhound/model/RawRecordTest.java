package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RawRecordTest {
  private final byte[] read = "before,record,after".getBytes(StandardCharsets.UTF_8);
  private final RawRecord record = new RawRecord(read, 7, 13);
  private final TypeSerializer<RawRecord> serializer =
      TypeInformation.of(RawRecord.class).createSerializer(new SerializerConfigImpl());

  @Test
  void isItsOwnBytesAlone() {
    assertThat(record.length()).isEqualTo(6);
    assertThat(text(record)).isEqualTo("record");
    assertThat(record).isEqualTo(RawRecord.of("record".getBytes(StandardCharsets.UTF_8)));
    assertThat(record).isNotEqualTo(new RawRecord(read, 6, 12));
    assertThat(record.hash()).isEqualTo(Hash128.hex(record.bytes(), 0, 6));
  }

  @Test
  void travelsAloneAndIsAnothersThen() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(record, out);
    RawRecord copied = serializer.copy(record);
    DataOutputSerializer further = new DataOutputSerializer(16);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), further);
    Arrays.fill(read, (byte) 'x');

    assertThat(out.length()).isEqualTo(Integer.BYTES + 6);
    assertThat(further.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    assertThat(text(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()))))
        .isEqualTo("record");
    assertThat(text(copied)).isEqualTo("record");
    assertThat(text(record)).isEqualTo("xxxxxx");
  }

  private static String text(RawRecord of) {
    return new String(of.bytes(), StandardCharsets.UTF_8);
  }
}
