package io.trailhound.writeback;

import java.io.File;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * RocksDB for tests that open it dozens of times, in memory where the machine has a file system
 * there: it waits for the disk with each file that it makes.
 */
public final class QuickDatabase {
  private static final File MEMORY = new File("/dev/shm");

  /** A container's may have 64 MB. A test's database has some hundred kilobytes. */
  private static final long ROOM = 32L << 20;

  private QuickDatabase() {}

  public static StateBackend backend() {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
    if (MEMORY.canWrite() && MEMORY.getUsableSpace() >= ROOM) {
      backend.setDbStoragePath(MEMORY.getPath());
    }
    return backend;
  }
}
