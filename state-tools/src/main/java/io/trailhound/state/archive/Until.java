package io.trailhound.state.archive;

import io.trailhound.model.Decoded;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Records of an archive in; out go events of before a time and, to the dead letters, what is no
 * event. Behind the last one that its source has, a count of them goes to {@link #COUNTS}.
 */
final class Until extends ProcessFunction<Decoded, Decoded> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<ArchiveCount> COUNTS =
      new OutputTag<>("counts", Types.POJO(ArchiveCount.class));

  private final long time;
  private transient LongCounter records;
  private transient Span taken;
  private transient Span leftOut;
  private transient long unreadable;

  /**
   * @param time milliseconds
   */
  Until(long time) {
    this.time = time;
  }

  @Override
  public void open(OpenContext context) {
    records = JobProgress.counter(getRuntimeContext());
    taken = Span.NONE;
    leftOut = Span.NONE;
    unreadable = 0;
  }

  @Override
  public void processElement(Decoded record, Context context, Collector<Decoded> out) {
    if (record.isEnd()) {
      context.output(COUNTS, new ArchiveCount(taken, leftOut, unreadable));
      return;
    }
    records.add(1);
    if (record.event() == null) {
      unreadable++;
      out.collect(record);
    } else if (record.event().eventTime < time) {
      taken = taken.with(record.event().eventTime);
      out.collect(record);
    } else {
      leftOut = leftOut.with(record.event().eventTime);
    }
  }
}
