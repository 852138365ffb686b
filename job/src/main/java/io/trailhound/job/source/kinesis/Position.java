package io.trailhound.job.source.kinesis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Where the reading of a shard goes on.
 *
 * @param sequence of a record; empty where the kind says none
 * @param number milliseconds for {@link Kind#TIME}, user records for {@link Kind#WITHIN}
 */
record Position(Kind kind, String sequence, long number) {
  /** The oldest record that the shard still has. */
  static final Position EARLIEST = new Position(Kind.EARLIEST, "", 0);

  /** In states, by their names. */
  enum Kind {
    EARLIEST,
    /** Records that arrived then or later. */
    TIME,
    /** What's behind a record. */
    AFTER,
    /** A record of which so many user records are done with, and what's behind it. */
    WITHIN
  }

  static Position time(long millis) {
    return new Position(Kind.TIME, "", millis);
  }

  static Position after(String sequence) {
    return new Position(Kind.AFTER, sequence, 0);
  }

  static Position within(String sequence, int done) {
    return new Position(Kind.WITHIN, sequence, done);
  }

  /** Of the user records of this record, so many are done with. */
  int done(String record) {
    return kind == Kind.WITHIN && record.equals(sequence) ? (int) number : 0;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(kind.name());
    out.writeUTF(sequence);
    out.writeLong(number);
  }

  static Position read(DataInputStream in) throws IOException {
    return new Position(Kind.valueOf(in.readUTF()), in.readUTF(), in.readLong());
  }
}
