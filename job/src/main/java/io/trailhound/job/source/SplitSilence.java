package io.trailhound.job.source;

import org.apache.flink.api.connector.source.SourceOutput;

/**
 * How long a split has brought no event, and whether it's idle for that: it no longer holds the
 * watermark when it was silent for a while and read to its end behind that while, by its server's
 * word. An event, something unread or a server that says nothing ends its idleness.
 */
public final class SplitSilence {
  private final long longest;
  private final WatermarkHolders holders;
  private long active = System.nanoTime();
  private boolean idle;

  /**
   * Of a split that was just taken on.
   *
   * @param longest so long it may bring no event, in ns
   */
  public SplitSilence(long longest, WatermarkHolders holders) {
    this.longest = longest;
    this.holders = holders;
    holders.changed(+1);
  }

  /** An event has come and isn't emitted yet. */
  public void event(SourceOutput<?> output) {
    active = System.nanoTime();
    become(false, output);
  }

  /**
   * The server has answered where the split ends, or hasn't.
   *
   * @param all whether all was read and emitted that it had
   * @param asked when, by {@link System#nanoTime}
   */
  public void end(boolean all, long asked, SourceOutput<?> output) {
    become(all && (idle || asked - active >= longest), output);
  }

  private void become(boolean newly, SourceOutput<?> output) {
    boolean before = idle;
    idle = newly;
    if (idle) {
      output.markIdle(); // a watermark that its clock gave since has undone it
      holders.changed(before ? 0 : -1);
    } else if (before) {
      output.markActive();
      holders.changed(+1);
    }
  }

  /** The split has ended. */
  public void over() {
    holders.changed(idle ? 0 : -1);
  }

  public boolean isIdle() {
    return idle;
  }
}
