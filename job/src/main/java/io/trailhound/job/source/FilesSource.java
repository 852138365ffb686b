package io.trailhound.job.source;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.model.Decoded;
import java.time.Duration;
import java.util.List;
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

/**
 * Files, folders and globs in, decoded records out; ends when all is read. Use it with {@link
 * #watermarks}.
 *
 * <p>However the same events are cut into files, none of them becomes late: files are opened in the
 * order of their first events ({@link StartTime}), and the watermark never passes the first event
 * of a file that has not been opened yet ({@link WatermarkHold}). The price: where files overlap in
 * time, the watermark stands still until the last that begins early is opened, and state is held
 * meanwhile.
 *
 * <p>Limits: files that appear after the start are not read; a file that changes while a job is
 * stopped in its middle is continued after as many records as were read before.
 */
public final class FilesSource
    implements Source<Decoded, FileSplit, FilesCheckpoint>, ResultTypeQueryable<Decoded> {
  private static final long serialVersionUID = 1L;

  private final List<String> input;
  private final CloudTrailDecoder decoder;
  private final Duration lateness;

  /**
   * A source over {@code input}.
   *
   * @param input files, folders or globs, plain or gz
   * @param lateness how much older than the first event of a file another one in it may be
   */
  public FilesSource(List<String> input, CloudTrailDecoder decoder, Duration lateness) {
    this.input = List.copyOf(input);
    this.decoder = decoder;
    this.lateness = lateness;
  }

  /** Per file; without idleness, which would let the watermark pass files that are yet to come. */
  public static WatermarkStrategy<Decoded> watermarks(Duration lateness) {
    return context -> new EveryAdvance(lateness);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Decoded, FileSplit> createReader(SourceReaderContext context) {
    LastingFetcher fetcher = new LastingFetcher(decoder, context.getConfiguration());
    return new FilesReader(fetcher, new WatermarkHold(lateness), context);
  }

  @Override
  public SplitEnumerator<FileSplit, FilesCheckpoint> createEnumerator(
      SplitEnumeratorContext<FileSplit> context) {
    return restoreEnumerator(context, new FilesCheckpoint(false, List.of()));
  }

  @Override
  public SplitEnumerator<FileSplit, FilesCheckpoint> restoreEnumerator(
      SplitEnumeratorContext<FileSplit> context, FilesCheckpoint checkpoint) {
    return new FilesEnumerator(context, input, decoder, checkpoint);
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
