package io.trailhound.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays that files are read into, again and again: most of what a record takes of the heap is its
 * bytes. Who reads asks {@link #ended} from time to time, and gives those back once all events are
 * through that it was given until then. One thread reads; any may give back.
 */
public final class ReusedChunks implements Chunks {
  /**
   * Several times what lies between a reader's thread and its task. A file of blanks has any number
   * and brings no event with which they'd be given back: more are the collector's.
   */
  private static final int MOST = 64;

  private final Queue<byte[]> idle = new ArrayBlockingQueue<>(MOST);
  private List<byte[]> ended = new ArrayList<>();

  @Override
  public byte[] take() {
    byte[] chunk = idle.poll();
    return chunk == null ? new byte[SIZE] : chunk;
  }

  @Override
  public void end(byte[] chunk) {
    if (chunk.length == SIZE && ended.size() < MOST) {
      ended.add(chunk);
    }
  }

  /** Those that nothing more is read into since this was last asked. */
  public List<byte[]> ended() {
    List<byte[]> chunks = ended;
    ended = new ArrayList<>();
    return chunks;
  }

  /** No event points into these any more. */
  public void giveBack(List<byte[]> chunks) {
    chunks.forEach(idle::offer);
  }
}
