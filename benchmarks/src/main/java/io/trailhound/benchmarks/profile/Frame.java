package io.trailhound.benchmarks.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A place in code, how many samples were taken in it, and what it called. */
final class Frame {
  private final Map<String, Frame> calls = new TreeMap<>();
  private final String name;
  private long samples;

  Frame(String name) {
    this.name = name;
  }

  /** One sample of a stack, outermost first. */
  void add(List<String> stack) {
    Frame frame = this;
    frame.samples++;
    for (String each : stack) {
      frame = frame.calls.computeIfAbsent(each, Frame::new);
      frame.samples++;
    }
  }

  String name() {
    return name;
  }

  long samples() {
    return samples;
  }

  Iterable<Frame> calls() {
    return calls.values();
  }

  /** How many frames lie upon each other at most, this one too. */
  int height() {
    return 1 + calls.values().stream().mapToInt(Frame::height).max().orElse(0);
  }
}
