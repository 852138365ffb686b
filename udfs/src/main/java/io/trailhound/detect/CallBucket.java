package io.trailhound.detect;

import java.util.HashMap;
import java.util.Map;

/** The calls of one timespan-aligned stretch, by event id; half of what a sliding window reads. */
public final class CallBucket {
  public Map<String, Call> calls = new HashMap<>();

  public CallBucket() {}
}
