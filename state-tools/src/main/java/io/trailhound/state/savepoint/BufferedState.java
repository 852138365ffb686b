package io.trailhound.state.savepoint;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.PhysicalStateHandleID;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * The files of an operator's keyed state in, the same out, but read in blocks. Flink reads the
 * lengths of keys and values byte by byte, and from a local file each is a call of the system.
 */
record BufferedState(StreamStateHandle file) implements StreamStateHandle {
  private static final long serialVersionUID = 1L;

  static OperatorState of(OperatorState operator) {
    OperatorState buffered = KeyedPart.withoutState(operator);
    operator
        .getSubtaskStates()
        .forEach(
            (subtask, state) ->
                buffered.putState(
                    subtask,
                    state.toBuilder()
                        .setManagedKeyedState(
                            new StateObjectCollection<>(
                                state.getManagedKeyedState().stream()
                                    .map(BufferedState::of)
                                    .toList()))
                        .build()));
    return buffered;
  }

  private static KeyedStateHandle of(KeyedStateHandle state) {
    if (!(state instanceof KeyGroupsStateHandle whole)) {
      return state; // RocksDB's own files, which are copied
    }
    StreamStateHandle file = new BufferedState(whole.getDelegateStateHandle());
    return whole instanceof KeyGroupsSavepointStateHandle
        ? new KeyGroupsSavepointStateHandle(whole.getGroupRangeOffsets(), file)
        : new KeyGroupsStateHandle(whole.getGroupRangeOffsets(), file);
  }

  @Override
  public FSDataInputStream openInputStream() throws IOException {
    return new Blocks(file.openInputStream());
  }

  @Override
  public Optional<byte[]> asBytesIfInMemory() {
    return file.asBytesIfInMemory();
  }

  @Override
  public Optional<Path> maybeGetPath() {
    return file.maybeGetPath();
  }

  @Override
  public PhysicalStateHandleID getStreamStateHandleID() {
    return file.getStreamStateHandleID();
  }

  @Override
  public void discardState() throws Exception {
    file.discardState();
  }

  @Override
  public long getStateSize() {
    return file.getStateSize();
  }

  private static final class Blocks extends FSDataInputStream {
    private static final int SIZE = 64 << 10;

    private final FSDataInputStream file;
    private final byte[] block = new byte[SIZE];
    private int at;
    private int end;

    Blocks(FSDataInputStream file) {
      this.file = file;
    }

    private boolean fill() throws IOException {
      if (at == end) {
        at = 0;
        end = Math.max(0, file.read(block, 0, SIZE));
      }
      return at < end;
    }

    @Override
    public int read() throws IOException {
      return fill() ? block[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, end - at);
      System.arraycopy(block, at, bytes, offset, count);
      at += count;
      return count;
    }

    @Override
    public void seek(long position) throws IOException {
      file.seek(position);
      at = end;
    }

    @Override
    public long getPos() throws IOException {
      return file.getPos() - (end - at);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
