package io.trailhound.job.source.files;

import io.trailhound.job.source.listing.FoundFile;
import io.trailhound.job.source.listing.InputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/** Files in a bucket and in a folder, and what a checkpoint brings back of those that were seen. */
final class FilesSeen {
  static final String REGION = "s3p://bucket/AWSLogs/111122223333/CloudTrail/eu-west-1";

  static final Instant NOW = Instant.parse("2026-09-30T12:00:00Z");

  private FilesSeen() {}

  static FoundFile inBucket(String day, String name) {
    return inBucket(day, name, "1970-01-01T00:00:00Z");
  }

  static FoundFile inBucket(String day, String name, String modified) {
    String path = REGION + "/" + day + "/" + name;
    return new FoundFile(new InputFile(path, 1), path, Instant.parse(modified).toEpochMilli());
  }

  static FoundFile local(String path, long modified) {
    return new FoundFile(new InputFile(path, 1), path, modified);
  }

  static byte[] bytes(SeenFiles seen) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    seen.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** At {@link #NOW}. */
  static SeenFiles restored(SeenFiles seen) throws IOException {
    return SeenFiles.read(
        new DataInputStream(new ByteArrayInputStream(bytes(seen))), NOW::toEpochMilli, true);
  }
}
