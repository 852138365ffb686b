package io.trailhound.enrich;

import io.trailhound.text.UserPath;
import io.trailhound.watch.Watcher;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A path in, always the newest readable {@link AsnDatabase} out. A daemon thread looks at size and
 * modification time of the file; when they change it reads the file and swaps the database. A new
 * file that cannot be read keeps the old one, is counted and logged once, and is tried again.
 *
 * <p>Limits: a file replaced by one of equal size within the same tick of the file system's clock
 * is not noticed.
 */
public final class AsnFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AsnFile.class);

  private final Path path;
  private final AtomicLong reloadFailures = new AtomicLong();
  private final Watcher watcher;

  /** What was loaded, and what was last seen to be unreadable; only the watcher's thread writes. */
  private volatile Stamp loaded;

  private Stamp refused;
  private volatile AsnDatabase database;

  /** A version of the file. */
  private record Stamp(long size, long modified) {
    private static final Stamp MISSING = new Stamp(-1, -1);
  }

  private AsnFile(Path path, Duration checkEvery) throws IOException {
    this.path = path;
    this.loaded = stamp();
    this.database = read();
    this.watcher = Watcher.start("asn-file-watcher", checkEvery, this::reloadIfChanged);
  }

  /**
   * Loads the file and watches it until {@link #close}.
   *
   * @param file a local path or one of a file system that Flink knows, {@code s3://...}
   * @throws AsnException when there's no such file or it's not an ASN database
   */
  public static AsnFile open(String file, Duration checkEvery) {
    try {
      return new AsnFile(UserPath.of(file), checkEvery);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new AsnException(
          "The ASN database %s cannot be read: %s. Right would be: a .mmdb file of the GeoLite2-ASN layout, or none."
              .formatted(file, reason(unreadable)));
    }
  }

  /**
   * Says early whether the file can be used.
   *
   * @throws AsnException when it can't, with one message for the user
   */
  public static void check(String file) {
    open(file, Duration.ofDays(1)).close();
  }

  public AsnDatabase database() {
    return database;
  }

  /** How often a changed file could not be read. */
  public long reloadFailures() {
    return reloadFailures.get();
  }

  /** When the file in use was last modified, milliseconds since the epoch. */
  public long modified() {
    return loaded.modified();
  }

  @Override
  public void close() {
    watcher.close();
  }

  private void reloadIfChanged() {
    Stamp now = Stamp.MISSING;
    try {
      now = stamp();
      if (now.equals(loaded)) {
        refused = null;
        return;
      }
      AsnDatabase next = read();
      if (stamp().equals(now)) { // else it's still being written: the next look decides
        database = next;
        loaded = now;
        refused = null;
        LOG.info("Loaded the changed ASN database {}", path);
      }
    } catch (IOException | RuntimeException unreadable) {
      refuse(now, unreadable);
    }
  }

  private void refuse(Stamp version, Exception unreadable) {
    if (!version.equals(refused)) {
      refused = version;
      reloadFailures.incrementAndGet();
      LOG.warn(
          "The changed ASN database {} cannot be used, the one before it stays: {}",
          path,
          reason(unreadable));
    }
  }

  private Stamp stamp() throws IOException {
    FileStatus status = FileSystem.get(path.toUri()).getFileStatus(path);
    return new Stamp(status.getLen(), status.getModificationTime());
  }

  private AsnDatabase read() throws IOException {
    try (InputStream in = FileSystem.get(path.toUri()).open(path)) {
      return AsnDatabase.read(in, path.toString());
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
