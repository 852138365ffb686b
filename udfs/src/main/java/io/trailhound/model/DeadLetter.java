package io.trailhound.model;

import java.util.Arrays;
import java.util.Locale;

/**
 * Input that could not become an event, or an event that came too late: never dropped, always
 * written out with its reason (docs/contract.md section 6).
 *
 * @param reason a short constant, fit to be a metric's label: {@code malformed-json}, {@code late}
 * @param detail one sentence for a person
 * @param source {@code topic-partition-offset} or {@code file:line}
 * @param raw the original bytes
 */
public record DeadLetter(String reason, String detail, String source, byte[] raw) {

  /** A sentence may quote an event, whose author decides how long that is. */
  public DeadLetter {
    detail = Caps.shown(detail);
  }

  /** Whether it has more bytes than {@code most}. */
  public boolean isLongerThan(int most) {
    return raw != null && raw.length > most;
  }

  /** The same with the first {@code most} of its bytes, and how many it had in the detail. */
  public DeadLetter cutTo(int most) {
    if (!isLongerThan(most)) {
      return this;
    }
    String bytes = String.format(Locale.ROOT, "; the first %d of its %d bytes", most, raw.length);
    String told = Caps.shown(detail, Caps.VALUE - bytes.length()) + bytes;
    return new DeadLetter(reason, told, source, Arrays.copyOf(raw, most));
  }
}
