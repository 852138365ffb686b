package io.trailhound.job.source.files;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The files that messages of a queue told of, part of a checkpoint: a message comes again when a
 * restart was between its file and its deletion.
 *
 * @param unread whose end no reader has told
 * @param read the last {@link SeenRecently#MOST} of the others, by when that was
 */
record ToldFiles(Set<FileKey> unread, SeenRecently read) {
  static ToldFiles none() {
    return new ToldFiles(new HashSet<>(), new SeenRecently());
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(unread.size());
    for (FileKey file : unread) {
      file.write(out);
    }
    read.write(out);
  }

  static ToldFiles read(DataInputStream in) throws IOException {
    Set<FileKey> unread = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      unread.add(FileKey.read(in));
    }
    return new ToldFiles(unread, SeenRecently.read(in));
  }
}
