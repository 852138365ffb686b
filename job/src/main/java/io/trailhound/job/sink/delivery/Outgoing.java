package io.trailhound.job.sink.delivery;

import io.trailhound.job.sink.BackOff;
import io.trailhound.model.Hash128;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * One revision of an alert on its way to a receiver. When it came and when it may be tried again is
 * of this attempt of the job only: what a checkpoint takes along begins anew.
 */
public final class Outgoing implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of an alert's content, beside its id. */
  private static final int KEY_DIGITS = 12;

  private final String id;
  private final String phase;
  private final byte[] json;

  /** When it was taken, in milliseconds, and as which. */
  transient long since;

  transient long number;

  /** Not before that time. */
  transient long notBefore;

  private transient BackOff backOff;

  /**
   * @param id the alert's
   * @param json the alert's document, in UTF-8
   */
  public Outgoing(String id, String phase, byte[] json) {
    this.id = id;
    this.phase = phase;
    this.json = json;
  }

  public String id() {
    return id;
  }

  public String phase() {
    return phase;
  }

  public byte[] json() {
    return json;
  }

  /**
   * The same for each attempt at this revision, and for no other: so a repeat can be known. The
   * number alone doesn't do, because revisions of a sequence may share one.
   */
  public String key() {
    String content = Hash128.hex(new String(json, StandardCharsets.UTF_8));
    return "%s-%s-%s".formatted(id, phase, content.substring(0, KEY_DIGITS));
  }

  /** Milliseconds until its next attempt. */
  long pause(RandomGenerator random) {
    if (backOff == null) {
      backOff = new BackOff(random);
    }
    return backOff.next();
  }
}
