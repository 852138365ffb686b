package io.trailhound.job.source.kafka;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** What Flink's enumerator works with, and somebody who hears of it when it has assigned. */
record AssigningContext(SplitEnumeratorContext<KafkaPartitionSplit> flink, Runnable assigned)
    implements SplitEnumeratorContext<KafkaPartitionSplit> {

  @Override
  public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignment) {
    flink.assignSplits(assignment);
    assigned.run();
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return flink.metricGroup();
  }

  @Override
  public void sendEventToSourceReader(int reader, SourceEvent event) {
    flink.sendEventToSourceReader(reader, event);
  }

  @Override
  public int currentParallelism() {
    return flink.currentParallelism();
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return flink.registeredReaders();
  }

  @Override
  public void signalNoMoreSplits(int reader) {
    flink.signalNoMoreSplits(reader);
  }

  @Override
  public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
    flink.callAsync(call, handler);
  }

  @Override
  public <T> void callAsync(
      Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
    flink.callAsync(call, handler, delay, period);
  }

  @Override
  public void runInCoordinatorThread(Runnable task) {
    flink.runInCoordinatorThread(task);
  }

  @Override
  public void setIsProcessingBacklog(boolean backlog) {
    flink.setIsProcessingBacklog(backlog);
  }
}
