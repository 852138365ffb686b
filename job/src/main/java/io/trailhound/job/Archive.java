package io.trailhound.job;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.EveryAdvance;
import io.trailhound.job.source.files.FilesSource;
import io.trailhound.model.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Decoded messages of topics or a stream and the names of archived files in, the records of both
 * out: a start that knows the last days without a savepoint.
 *
 * <p>Both are read at once, so there's no seam that could have a gap. The watermark is the smaller
 * of the two, so nothing is late, and detectors count an event that is in both once. The stream
 * waits by Flink's alignment of watermarks, so that state needn't hold what it's ahead of the
 * archive.
 *
 * <p>Limits: for a second or two, until the alignment is known to it, the stream is read as it
 * comes. Records of both cross to the next operator serialized.
 */
public final class Archive {
  /** Later than any event of a trail; the archive itself waits for nobody. */
  private static final Duration NO_LIMIT = Duration.ofDays(3_650_000);

  private Archive() {}

  /**
   * @param stream what comes from topics or a stream, with a uid of its own, the same as without an
   *     archive
   * @param seam where that begins; empty when only its server knows
   */
  public static DataStream<Decoded> before(
      DataStream<Decoded> stream,
      Optional<Instant> seam,
      FilesConfig files,
      CloudTrailDecoder decoder,
      Duration lateness) {
    long begin = seam.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    return stream
        .getExecutionEnvironment()
        .fromSource(
            FilesSource.aligned(files, decoder, lateness, begin),
            FilesSource.watermarks(lateness).withWatermarkAlignment(EveryAdvance.GROUP, NO_LIMIT),
            "archive")
        .uid("cloudtrail-archive")
        .connect(stream)
        .transform("join archive", TypeInformation.of(Decoded.class), new JoinArchive())
        .uid("join-archive");
  }
}
