package io.trailhound.job.source.listing;

/**
 * What a listing says of one file or folder.
 *
 * @param isFolder where there is a problem: whether it may be one
 * @param size in bytes, of a file
 * @param modified milliseconds since the epoch
 * @param problem why it can't be read, or null
 */
public record Listed(InputPath path, boolean isFolder, long size, long modified, String problem) {

  static Listed unreadable(InputPath path, boolean maybeFolder, String problem) {
    return new Listed(path, maybeFolder, 0, 0, problem);
  }

  String name() {
    return path.name();
  }
}
