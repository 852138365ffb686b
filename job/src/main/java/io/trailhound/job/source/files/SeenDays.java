package io.trailhound.job.source.files;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of one account's region in a bucket with CloudTrail's layout in, which of them were
 * read already out. Names are remembered of the newest day and the day before it; a day before that
 * is closed: nothing in it is new by its name. Days count from 1970.
 */
final class SeenDays {
  static final long OPEN = 2;

  private final TreeMap<Long, Set<FileKey>> open = new TreeMap<>();
  private long closed = Long.MIN_VALUE;

  boolean isClosed(long day) {
    return day <= closed;
  }

  boolean isNew(long day, FileKey file) {
    return !isClosed(day) && !holds(day, file);
  }

  boolean holds(long day, FileKey file) {
    return open.getOrDefault(day, Set.of()).contains(file);
  }

  /**
   * @param file null when the file is remembered elsewhere; its day has begun all the same
   */
  void add(long day, FileKey file) {
    Set<FileKey> files = open.computeIfAbsent(day, none -> new HashSet<>());
    if (file != null) {
      files.add(file);
    }
  }

  /**
   * To be called when all that a look found was added: it closes days.
   *
   * @param today by the reader's clock; a name may say another day, and closes none by that
   */
  void endOfLook(long today) {
    if (!open.isEmpty()) {
      closed = Math.max(closed, Math.min(open.lastKey(), today) - OPEN);
      open.headMap(closed, true).clear();
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(closed);
    out.writeInt(open.size());
    for (Map.Entry<Long, Set<FileKey>> day : open.entrySet()) {
      out.writeLong(day.getKey());
      out.writeInt(day.getValue().size());
      for (FileKey file : day.getValue()) {
        file.write(out);
      }
    }
  }

  /** Version 0.1.0 trusted names, so it may have closed days that are yet to come. */
  static SeenDays read(DataInputStream in, long today) throws IOException {
    SeenDays days = new SeenDays();
    days.closed = Math.min(in.readLong(), today + 1 - OPEN);
    for (int left = in.readInt(); left > 0; left--) {
      long day = in.readLong();
      for (int files = in.readInt(); files > 0; files--) {
        days.add(day, FileKey.read(in));
      }
    }
    return days;
  }
}
