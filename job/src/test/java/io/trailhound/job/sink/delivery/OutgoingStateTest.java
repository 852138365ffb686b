package io.trailhound.job.sink.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class OutgoingStateTest {
  @Test
  void messagesComeBackAsTheyWere() throws Exception {
    byte[] json = "{\"message\":\"ü\"}".repeat(10_000).getBytes(UTF_8);
    Outgoing message = new Outgoing("id", "final", json);
    OutgoingState state = new OutgoingState();
    byte[] bytes =
        state.serialize(
            new BufferedRequestState<>(List.of(new RequestEntryWrapper<>(message, json.length))));

    assertThat(state.deserialize(state.getVersion(), bytes).getBufferedRequestEntries())
        .singleElement()
        .satisfies(
            wrapper -> {
              assertThat(wrapper.getSize()).isEqualTo(json.length);
              assertThat(wrapper.getRequestEntry()).usingRecursiveComparison().isEqualTo(message);
            });
  }
}
