package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.NewTerms;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a version to come may write is refused, rather than left behind. */
class NewerSavepointTest {
  private static final String COMMITTED = "src/test/resources/savepoints/0.1.0";
  private static final ValueStateDescriptor<String> STATE =
      new ValueStateDescriptor<>("of-tomorrow", Types.STRING);

  @TempDir private Path folder;

  private static final class Keep extends KeyedStateBootstrapFunction<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(OpenContext context) {
      getRuntimeContext().getState(STATE);
    }

    @Override
    public void processElement(String value, Context context) throws Exception {
      getRuntimeContext().getState(STATE).update(value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NewTerms.UID, "tomorrows-operator"})
  void stateThatIsNotKnownIsNamed(String uid) throws Exception {
    Path savepoint = folder.resolve(uid);
    write(uid, savepoint);

    Ran export = Ran.of("export", savepoint.toString(), "--out", "-");

    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.out()).isEmpty();
    assertThat(export.err())
        .contains(uid, "which this Trailhound doesn't know. Right would be: the version that wrote")
        .hasLineCount(1);
  }

  private static void write(String uid, Path savepoint) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
    SavepointWriter writer = SavepointWriter.fromExistingSavepoint(environment, COMMITTED);
    if (uid.equals(NewTerms.UID)) {
      writer = writer.removeOperator(OperatorIdentifier.forUid(uid));
    }
    writer
        .withOperator(
            OperatorIdentifier.forUid(uid),
            OperatorTransformation.bootstrapWith(environment.fromData("a"))
                .setMaxParallelism(NewSavepoint.KEY_GROUPS)
                .keyBy(key -> key)
                .transform(new Keep()))
        .write(savepoint.toString());
    environment.execute();
  }
}
