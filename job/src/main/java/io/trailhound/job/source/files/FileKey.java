package io.trailhound.job.source.files;

import io.trailhound.model.Hash128;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Stands for a file's name in 16 bytes: of a busy bucket hundreds of thousands are remembered. */
record FileKey(long high, long low) {

  static FileKey of(String name) {
    String hex = Hash128.hex(name);
    return new FileKey(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(high);
    out.writeLong(low);
  }

  static FileKey read(DataInputStream in) throws IOException {
    return new FileKey(in.readLong(), in.readLong());
  }
}
