package io.trailhound.job.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class DocumentStateTest {
  @Test
  void documentsComeBackAsTheyWere() throws Exception {
    byte[] json = "{\"message\":\"ü\"}".repeat(10_000).getBytes(UTF_8);
    IndexedDocument document = new IndexedDocument("logs-x.2026.11.21", "id", 1L << 50, json);
    DocumentState state = new DocumentState();
    byte[] bytes =
        state.serialize(
            new BufferedRequestState<>(List.of(new RequestEntryWrapper<>(document, json.length))));

    assertThat(state.deserialize(state.getVersion(), bytes).getBufferedRequestEntries())
        .singleElement()
        .satisfies(
            wrapper -> {
              assertThat(wrapper.getSize()).isEqualTo(json.length);
              assertThat(wrapper.getRequestEntry()).usingRecursiveComparison().isEqualTo(document);
            });
  }
}
