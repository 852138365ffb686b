package io.trailhound.job.source;

import io.trailhound.model.Decoded;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Records of files in, the same with their event times out; notes how far each file has come. */
final class EmitDecoded implements RecordEmitter<Decoded, Decoded, EmitDecoded.Progress> {
  private long latest = Long.MIN_VALUE;

  /** How far a file has come. */
  static final class Progress {
    private final FileSplit split;
    private long emitted;

    Progress(FileSplit split) {
      this.split = split;
      this.emitted = split.emitted();
    }

    FileSplit toSplit() {
      return new FileSplit(split.file(), split.start(), emitted);
    }
  }

  /** Dead letters have no time: they leave the watermark alone. */
  @Override
  public void emitRecord(Decoded record, SourceOutput<Decoded> output, Progress progress) {
    if (record.event() != null) {
      output.collect(record, record.event().eventTime);
      latest = Math.max(latest, record.event().eventTime);
    } else {
      output.collect(record);
    }
    progress.emitted++;
  }

  /** The latest event time so far. */
  long latest() {
    return latest;
  }
}
