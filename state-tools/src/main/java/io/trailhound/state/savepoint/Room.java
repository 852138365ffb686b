package io.trailhound.state.savepoint;

import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * How many bytes an operator's state has in, where it's kept meanwhile out: on disk, so that memory
 * stays bounded, but for what is small, because a database takes longer to set up than that.
 */
public final class Room {
  /** What takes some tens of megabytes in the heap at most. */
  private static final long SMALL = 4 << 20;

  private Room() {}

  public static StateBackend of(long bytes) {
    return bytes <= SMALL ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
  }
}
