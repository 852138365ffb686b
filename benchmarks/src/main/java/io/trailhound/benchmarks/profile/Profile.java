package io.trailhound.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Work in; the recording of Java's Flight Recorder and a flame graph of its samples out. */
public final class Profile {
  private static final String SAMPLE = "jdk.ExecutionSample";

  private Profile() {}

  /** What is looked at. */
  public interface Work {
    void run() throws Exception;
  }

  /**
   * Runs {@code work} once.
   *
   * @param recording the file to write; the flame graph is {@code graph}
   */
  public static void record(Work work, Path recording, Path graph) throws Exception {
    try (Recording running = new Recording(settings())) {
      running.start();
      work.run();
      running.stop();
      running.dump(recording);
    }
    Files.writeString(graph, FlameGraph.of(samples(recording)));
  }

  private static Configuration settings() throws IOException {
    try {
      return Configuration.getConfiguration("profile");
    } catch (ParseException e) {
      throw new IOException(e);
    }
  }

  private static Frame samples(Path recording) throws IOException {
    Frame all = new Frame("all threads");
    try (RecordingFile events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          all.add(stack(event));
        }
      }
    }
    return all;
  }

  /** The thread, without its number, and its frames, outermost first. */
  private static List<String> stack(RecordedEvent sample) {
    List<String> stack = new ArrayList<>();
    for (RecordedFrame frame : sample.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      stack.add(type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName());
    }
    String thread = sample.getThread("sampledThread").getJavaName();
    stack.add(thread == null ? "a thread without a name" : thread.replaceFirst(" \\(\\d+/.*", ""));
    Collections.reverse(stack);
    return stack;
  }
}
