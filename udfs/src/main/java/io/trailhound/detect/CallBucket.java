package io.trailhound.detect;

import java.util.HashMap;
import java.util.Map;

/** The calls of one timespan-aligned stretch, by event id, in the state of 0.1.0. */
public final class CallBucket {
  public Map<String, Call> calls = new HashMap<>();

  public CallBucket() {}
}
