package io.trailhound.job.source.listing;

import io.trailhound.text.S3Spelling;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Folders in, what they hold out; and, of one look, all that had to be left out, with the reason.
 *
 * <p>At the start a remote file system that fails is no item's failure: there, listing stops, as a
 * network that is down must not pass for an empty bucket. Later, the next look makes up for it.
 */
public class Lister {
  private final boolean atStart;
  private final SortedMap<String, String> leftOut = new ConcurrentSkipListMap<>();

  public Lister(boolean atStart) {
    this.atStart = atStart;
  }

  /** Null when there is no such thing. */
  Listed look(InputPath path) throws IOException {
    return path.isLocal() ? LocalListing.look(path) : RemoteListing.look(path);
  }

  /** May be called by several threads. */
  public List<Listed> children(InputPath folder) throws IOException {
    try {
      return folder.isLocal()
          ? LocalListing.children(folder)
          : RemoteListing.children(folder, this);
    } catch (IOException failure) {
      if (atStart && !folder.isLocal() && !(failure instanceof FileNotFoundException)) {
        throw failure;
      }
      leaveOut(folder, "it cannot be listed: " + reason(failure));
    } catch (IllegalArgumentException failure) {
      leaveOut(folder, "it cannot be listed: " + failure.getMessage());
    }
    return List.of();
  }

  /** The name of a folder as no link changes it. Null when it can't be had, and then it's told. */
  String realPath(InputPath path) {
    if (!path.isLocal()) {
      return S3Spelling.inState(path.text());
    }
    try {
      return path.local().toRealPath().toString();
    } catch (IOException failure) {
      leaveOut(path, reason(failure));
      return null;
    }
  }

  boolean atStart() {
    return atStart;
  }

  void leaveOut(InputPath path, String reason) {
    leftOut.put(path.text(), reason);
  }

  /** Paths and reasons. */
  public SortedMap<String, String> leftOut() {
    return leftOut;
  }

  /** java.nio's messages are often the path alone. */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "it is gone";
    }
    boolean says = failure instanceof FileSystemException file && file.getReason() != null;
    return says ? ((FileSystemException) failure).getReason() : failure.getMessage();
  }
}
