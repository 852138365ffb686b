package io.trailhound.enrich;

import io.trailhound.watch.Watcher;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in, always the newest readable content of them out. A daemon thread looks at their names,
 * sizes and modification times; when these change it reads the files and swaps the content. New
 * files that cannot be read keep the old content, are counted and logged once, and are tried again.
 *
 * <p>All tasks of a job in one JVM share them, because a database of places takes as much memory as
 * all else together. So does everybody who opens the same files.
 *
 * <p>Limits: a file replaced by one of equal size within the same tick of the file system's clock
 * is not noticed.
 */
final class LiveFiles<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFiles.class);

  /** What is open here. Never a result: whoever opens a file finds in it what the file has. */
  private static final Map<Key, LiveFiles<?>> OPEN = new HashMap<>();

  private record Key(List<String> named, FileKind<?> kind, Duration checkEvery) {}

  private final Key key;
  private final List<String> named;
  private final FileKind<T> kind;
  private final AtomicLong reloadFailures = new AtomicLong();
  private final Watcher watcher;

  /** What was loaded, and what was last seen to be unreadable; only the watcher's thread writes. */
  private volatile FileStamps loaded;

  private FileStamps refused;
  private volatile T content;

  /** How many have opened and not closed it. */
  private int users;

  private LiveFiles(Key key, FileKind<T> kind) throws IOException {
    this.key = key;
    this.named = key.named();
    this.kind = kind;
    this.loaded = FileStamps.of(named, kind);
    this.content = kind.read(loaded.paths());
    this.watcher = Watcher.start("file-watcher", key.checkEvery(), this::reloadIfChanged);
  }

  /**
   * Loads the files and watches them until everybody who opened them has closed them, each once.
   *
   * @param named local paths or some of a file system that Flink knows, {@code s3://...}
   * @throws LookupException when there's no such file or it's not of this kind
   */
  @SuppressWarnings("unchecked") // what a kind reads, it has read before
  static <T> LiveFiles<T> open(List<String> named, FileKind<T> kind, Duration checkEvery) {
    Key key = new Key(List.copyOf(named), kind, checkEvery);
    synchronized (OPEN) {
      LiveFiles<T> files = (LiveFiles<T>) OPEN.get(key);
      if (files == null) {
        files = load(key, kind);
        OPEN.put(key, files);
      }
      files.users++;
      return files;
    }
  }

  private static <T> LiveFiles<T> load(Key key, FileKind<T> kind) {
    try {
      return new LiveFiles<>(key, kind);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new LookupException(
          "%s %s cannot be read: %s. Right would be: %s."
              .formatted(
                  kind.title(), String.join(", ", key.named()), reason(unreadable), kind.right()));
    }
  }

  /** The same object until there's another. */
  T content() {
    return content;
  }

  /** How often changed files could not be read. */
  long reloadFailures() {
    return reloadFailures.get();
  }

  /** When the newest of the files in use was modified, milliseconds since the epoch. */
  long modified() {
    return loaded.modified();
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(key);
        watcher.close();
      }
    }
  }

  private void reloadIfChanged() {
    FileStamps now = FileStamps.MISSING;
    try {
      now = FileStamps.of(named, kind);
      if (now.equals(loaded)) {
        refused = null;
        return;
      }
      T next = kind.read(now.paths());
      if (FileStamps.of(named, kind).equals(now)) { // else they're still being written
        content = next;
        loaded = now;
        refused = null;
        LOG.info("{} was read again: {}", kind.title(), String.join(", ", named));
      }
    } catch (IOException | RuntimeException unreadable) {
      refuse(now, unreadable);
    }
  }

  private void refuse(FileStamps version, Exception unreadable) {
    if (!version.equals(refused)) {
      refused = version;
      reloadFailures.incrementAndGet();
      LOG.warn(
          "{} {} changed and cannot be used, what was there before stays: {}",
          kind.title(),
          String.join(", ", named),
          reason(unreadable));
    }
  }

  private static String reason(Exception unreadable) {
    if (unreadable instanceof FileNotFoundException) {
      return "there is no such file"; // Flink's own words are about classes and exact names
    }
    if (unreadable instanceof UnsupportedFileSystemSchemeException) {
      return "its file system is not loaded here (S3 needs one of Flink's plugins, docs/files.md)";
    }
    String message = unreadable.getMessage();
    return message == null
        ? unreadable.getClass().getSimpleName()
        : message.strip().replaceFirst("\\.$", "");
  }
}
