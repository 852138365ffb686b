package io.trailhound.job.source.files;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.EpochClock;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.EveryAdvance;
import io.trailhound.job.source.listing.InputException;
import io.trailhound.job.source.listing.StartTime;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;

/**
 * Files, folders and globs in, or what messages of a queue tell of; decoded records out. Ends when
 * all is read, watches for more, or stays open. Use it with {@link #watermarks}.
 *
 * <p>However the same events are cut into files, none of them becomes late: files are opened in the
 * order of their first events ({@link StartTime}), and the watermark never passes the first event
 * of a file that has not been opened yet ({@link WatermarkHold}). The price: where files overlap in
 * time, the watermark stands still until the last that begins early is opened, and state is held
 * meanwhile.
 *
 * <p>A watching source goes by the latest event that any of its readers has emitted, so a reader
 * without files doesn't hold the watermark, and when nothing comes it stands. An event of a file
 * found by one look is late only when it's older, by more than {@code lateness}, than an event of
 * an earlier look's files or one before it in its own file; which reader reads what doesn't matter.
 *
 * <p>With {@link FilesConfig#until}, the source stops where that is: events from then on leave it
 * without a time and move no watermark, files that lie behind by their names are not opened, and
 * when all is read, the watermarks of all readers stand where the latest event before it puts them,
 * each reader emits {@link Decoded#END}, and nothing more comes.
 *
 * <p>Limits: a file is read once, what is appended to it later is not; a file that changes while a
 * job is stopped in its middle is continued after as many records as were read before. More are in
 * {@link SeenFiles}.
 */
public final class FilesSource
    implements Source<Decoded, FileSplit, FilesCheckpoint>, ResultTypeQueryable<Decoded> {
  private static final long serialVersionUID = 1L;

  /** An event's year has four digits. */
  private static final long BEFORE_ALL_EVENTS =
      Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();

  private final FilesConfig config;
  private final CloudTrailDecoder decoder;
  private final Duration lateness;
  private final long noWatermarkBefore;

  /** When the source begins that this one is an archive for; null for none. */
  private final Long seam;

  /**
   * A source over what {@code config} names.
   *
   * @param lateness how much older than the first event of a file another one in it may be
   */
  public FilesSource(FilesConfig config, CloudTrailDecoder decoder, Duration lateness) {
    this(config, decoder, lateness, Long.MIN_VALUE, null);
  }

  private FilesSource(
      FilesConfig config,
      CloudTrailDecoder decoder,
      Duration lateness,
      long noWatermarkBefore,
      Long seam) {
    this.config = config;
    this.decoder = decoder;
    this.lateness = lateness;
    this.noWatermarkBefore = noWatermarkBefore;
    this.seam = seam;
  }

  /**
   * The same for an alignment with other sources. Flink lets these run as long as this one has said
   * no watermark, so it says one at once, before it knows its files.
   *
   * @param seam when the other source begins, milliseconds: no event of before is a mistake to tell
   */
  public static FilesSource aligned(
      FilesConfig config, CloudTrailDecoder decoder, Duration lateness, long seam) {
    return new FilesSource(config, decoder, lateness, BEFORE_ALL_EVENTS, seam);
  }

  /** Per file; without idleness, which would let the watermark pass files that are yet to come. */
  public static WatermarkStrategy<Decoded> watermarks(Duration lateness) {
    return context -> new EveryAdvance(lateness);
  }

  @Override
  public Boundedness getBoundedness() {
    return config.staysOpen() ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Decoded, FileSplit> createReader(SourceReaderContext context) {
    Counter leftOut = Metrics.in(context.metricGroup()).counter(Metrics.FILES_LEFT_OUT);
    LastingFetcher fetcher = new LastingFetcher(decoder, leftOut, context.getConfiguration());
    WatermarkHold hold = new WatermarkHold(lateness, noWatermarkBefore, EpochClock.system());
    long until = config.until() == null ? Long.MAX_VALUE : config.until().toEpochMilli();
    EmitDecoded emit = new EmitDecoded(until, seam == null ? Long.MIN_VALUE : seam);
    return new FilesReader(fetcher, hold, config, seam != null, context, emit);
  }

  @Override
  public SplitEnumerator<FileSplit, FilesCheckpoint> createEnumerator(
      SplitEnumeratorContext<FileSplit> context) {
    return restoreEnumerator(context, FilesCheckpoint.beginning());
  }

  @Override
  public SplitEnumerator<FileSplit, FilesCheckpoint> restoreEnumerator(
      SplitEnumeratorContext<FileSplit> context, FilesCheckpoint checkpoint) {
    if (config.watch() != null && checkpoint.seen() == null) {
      throw new InputException(
          "watch: the savepoint is of a version that didn't record which files were read. Right would be: to go on without watch, or to start without the savepoint.");
    }
    Optional<ColdStart> cold =
        Optional.ofNullable(seam)
            .map(it -> new ColdStart(it, !checkpoint.listed(), Metrics.in(context.metricGroup())));
    return new FilesEnumerator(context, config, decoder, checkpoint, cold);
  }

  @Override
  public SimpleVersionedSerializer<FileSplit> getSplitSerializer() {
    return new FileSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<FilesCheckpoint> getEnumeratorCheckpointSerializer() {
    return new FilesCheckpoint.Serializer();
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return TypeInformation.of(Decoded.class);
  }
}
