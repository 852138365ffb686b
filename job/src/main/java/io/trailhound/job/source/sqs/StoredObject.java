package io.trailhound.job.source.sqs;

/**
 * An object that was written to a bucket.
 *
 * @param key with all characters as they are
 * @param size in bytes; {@link #UNKNOWN_SIZE} when nobody said
 */
public record StoredObject(String bucket, String key, long size) {
  /** As of the largest: it's never read as a whole. */
  public static final long UNKNOWN_SIZE = Long.MAX_VALUE;
}
