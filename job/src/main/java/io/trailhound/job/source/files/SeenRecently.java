package io.trailhound.job.source.files;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files in no particular layout in, which of them were read already out. The last {@link #MOST} by
 * modification time are remembered by name; once some were forgotten, a file that was modified
 * before them counts as read.
 */
final class SeenRecently {
  static final int MOST = 100_000;

  private final Map<FileKey, Long> modified = new HashMap<>();
  private long forgotten = Long.MIN_VALUE;

  boolean isNew(FileKey file, long lastModified) {
    return lastModified > forgotten && !modified.containsKey(file);
  }

  boolean holds(FileKey file) {
    return modified.containsKey(file);
  }

  boolean isForgotten(FileKey file, long lastModified) {
    return lastModified <= forgotten && !modified.containsKey(file);
  }

  void add(FileKey file, long lastModified) {
    modified.put(file, lastModified);
  }

  /**
   * Forgets half of them at once, so that it's rarely done.
   *
   * @param now a file may say that it was modified later, and hides no other by that
   */
  void endOfLook(long now) {
    if (modified.size() <= MOST) {
      return;
    }
    List<Map.Entry<FileKey, Long>> oldestFirst =
        modified.entrySet().stream()
            .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingLong(Map.Entry::getValue))
            .toList();
    for (var file : oldestFirst.subList(0, oldestFirst.size() - MOST / 2)) {
      modified.remove(file.getKey());
      forgotten = Math.max(forgotten, Math.min(file.getValue(), now));
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(forgotten);
    out.writeInt(modified.size());
    for (Map.Entry<FileKey, Long> file : modified.entrySet()) {
      file.getKey().write(out);
      out.writeLong(file.getValue());
    }
  }

  static SeenRecently read(DataInputStream in) throws IOException {
    SeenRecently seen = new SeenRecently();
    seen.forgotten = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      seen.add(FileKey.read(in), in.readLong());
    }
    return seen;
  }
}
