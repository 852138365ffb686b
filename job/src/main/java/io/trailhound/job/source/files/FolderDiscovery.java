package io.trailhound.job.source.files;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.metrics.Metrics;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the input once, or again and again; out go the files that no look before has found. */
final class FolderDiscovery implements Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(FolderDiscovery.class);

  private final SplitEnumeratorContext<FileSplit> context;
  private final FilesConfig config;
  private final SeenFiles seen;
  private final FilesLook looks;
  private final LeftOut leftOut;
  private boolean listed;
  private Consumer<List<FileSplit>> found;

  /**
   * @param listed whether a look has come to its end before
   */
  FolderDiscovery(
      SplitEnumeratorContext<FileSplit> context,
      FilesConfig config,
      CloudTrailDecoder decoder,
      SeenFiles seen,
      boolean listed) {
    this.context = context;
    this.config = config;
    this.seen = seen;
    this.listed = listed;
    this.looks = new FilesLook(config, decoder, seen, listed);
    this.leftOut = new LeftOut(Metrics.in(context.metricGroup()));
  }

  @Override
  public void start(Consumer<List<FileSplit>> taker) {
    found = taker;
    if (config.watches()) {
      context.callAsync(looks::look, this::onLook, 0, config.watch().toMillis());
    } else if (!listed) {
      context.callAsync(looks::look, this::onLook);
    }
  }

  private void onLook(FilesLook.Look look, Throwable failure) {
    if (failure != null) {
      onFailure(failure);
      return;
    }
    listed = true;
    leftOut.tell(look);
    // A look may begin before the one before it has come here.
    List<FileSplit> files =
        look.files().stream()
            .filter(file -> seen.isNew(file.found()))
            .map(FilesLook.NewFile::split)
            .toList();
    seen.add(look.files().stream().map(FilesLook.NewFile::found).toList());
    found.accept(files);
  }

  private void onFailure(Throwable failure) {
    if (!listed) {
      throw new FlinkRuntimeException(failure.getMessage(), failure);
    }
    LOG.warn("Cannot look for new files, will try again: {}", failure.getMessage());
  }

  @Override
  public SeenFiles seen() {
    return seen;
  }

  @Override
  public ToldFiles told() {
    return null;
  }

  @Override
  public void close() {
    looks.close();
  }
}
