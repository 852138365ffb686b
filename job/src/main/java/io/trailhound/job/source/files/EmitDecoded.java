package io.trailhound.job.source.files;

import io.trailhound.model.Decoded;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/**
 * Records of files in, the same with their event times out; notes how far each file has come. What
 * has no time moves no watermark: dead letters, and events that the source leaves out.
 */
final class EmitDecoded implements RecordEmitter<Decoded, Decoded, EmitDecoded.Progress> {
  private final long until;
  private final long seam;
  private long before;
  private long latest = Long.MIN_VALUE;

  /**
   * @param until events from then on are left out, milliseconds
   * @param seam events of before are counted
   */
  EmitDecoded(long until, long seam) {
    this.until = until;
    this.seam = seam;
  }

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

  @Override
  public void emitRecord(Decoded record, SourceOutput<Decoded> output, Progress progress) {
    if (record.event() != null && record.event().eventTime < until) {
      output.collect(record, record.event().eventTime);
      latest = Math.max(latest, record.event().eventTime);
      before += record.event().eventTime < seam ? 1 : 0;
    } else {
      output.collect(record);
    }
    progress.emitted++;
  }

  /** How many events of before the seam came since this was last asked. */
  long takeBefore() {
    long taken = before;
    before = 0;
    return taken;
  }

  /** The latest time that an event had so far. */
  long latest() {
    return latest;
  }
}
