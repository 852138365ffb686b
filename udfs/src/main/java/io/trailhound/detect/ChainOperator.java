package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * Flink's CEP operator for the chains of one rule. It keeps where a chain stands as a stage's
 * number, which after a change of the rule's steps is another stage, or none: then Flink can't
 * start, or tells of steps that the rule doesn't have. So chains that began under other steps are
 * forgotten here.
 */
final class ChainOperator extends CepOperator<Signal, DetectorKey, Alert> {
  private static final long serialVersionUID = 1L;

  static final ListStateDescriptor<String> SHAPE = new ListStateDescriptor<>("shape", Types.STRING);

  private final String shape;
  private transient ListState<String> shapes;
  private transient boolean changed;

  ChainOperator(
      Pattern<Signal, ?> pattern, Chains chains, PatternProcessFunction<Signal, Alert> completed) {
    super(
        Types.POJO(Signal.class).createSerializer(new SerializerConfigImpl()),
        false,
        NFACompiler.compileFactory(pattern, false),
        chains::compareInOrder,
        pattern.getAfterMatchSkipStrategy(),
        completed,
        null);
    this.shape = chains.shape();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    shapes = context.getOperatorStateStore().getUnionListState(SHAPE);
    changed = false;
    for (String before : shapes.get()) {
      changed |= !before.equals(shape);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    shapes.update(List.of(shape));
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (changed) {
      for (KeptState each : CepState.ALL) {
        getKeyedStateBackend()
            .applyToAllKeys(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                each.descriptor(),
                (key, state) -> ((State) state).clear());
      }
    }
  }
}
