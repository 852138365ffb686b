package io.trailhound.job;

import io.trailhound.model.Decoded;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Records of an archive and of a stream in, all of them out, with the smaller watermark of the two
 * while the archive is read and the stream's own from then on.
 *
 * <p>A plain union would not do: an archive that has ended stands at the end of all time, and as
 * soon as the stream pauses and counts as idle, so would the whole job, with every later event
 * late. Here the archive becomes idle instead. It's said behind the exchange because the task of a
 * source that had ended before a restore says that end itself, without its operators.
 */
final class JoinArchive extends AbstractStreamOperator<Decoded>
    implements TwoInputStreamOperator<Decoded, Decoded, Decoded> {
  private static final long serialVersionUID = 1L;
  private static final int ARCHIVE = 0;

  @Override
  public void processElement1(StreamRecord<Decoded> archived) {
    output.collect(archived);
  }

  @Override
  public void processElement2(StreamRecord<Decoded> streamed) {
    output.collect(streamed);
  }

  @Override
  public void processWatermark1(Watermark archive) throws Exception {
    if (archive.equals(Watermark.MAX_WATERMARK)) {
      processWatermarkStatus(WatermarkStatus.IDLE, ARCHIVE);
    } else {
      super.processWatermark1(archive);
    }
  }
}
