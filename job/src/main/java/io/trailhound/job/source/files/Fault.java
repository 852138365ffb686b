package io.trailhound.job.source.files;

import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputPath;
import io.trailhound.job.source.listing.Lister;
import io.trailhound.job.source.listing.StoreAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;

/**
 * A failure of reading a file in; out, whether it's the file's own fault, so that it becomes a dead
 * letter, or that of the network, the store or our credentials, so that the job fails and goes on
 * from its last checkpoint: a trail must not turn into dead letters because a token has expired.
 *
 * <p>Most of what a store refuses it may refuse for one object or for all: without the permission
 * to use a key, 403 is the answer for those encrypted with it, and without any it's the answer for
 * everything. So an object is at fault only when at the same time another one can be read.
 */
final class Fault {
  /** So many others are tried. */
  private static final int OTHERS = 32;

  /** The last one that was read to its end; null as long as there's none. */
  private InputFile readable;

  void wasRead(InputFile file) {
    readable = file.isLocal() ? readable : file;
  }

  /**
   * @param atHand files that are to be read next
   */
  boolean isOf(InputFile file, IOException failure, Collection<InputFile> atHand)
      throws IOException {
    if (file.isLocal()) {
      return true;
    }
    StoreAnswer answer = StoreAnswer.in(failure);
    if (answer == null) {
      return !file.exists();
    }
    return answer.isOfTheObjectAlone()
        || (answer.isRefusal() && anotherCanBeRead(file, atHand) && !canBeRead(file));
  }

  private boolean anotherCanBeRead(InputFile file, Collection<InputFile> atHand)
      throws IOException {
    return (readable != null && canBeRead(readable))
        || anyOtherCanBeRead(file, atHand)
        || anyOtherCanBeRead(file, beside(file));
  }

  private static boolean anyOtherCanBeRead(InputFile file, Collection<InputFile> others) {
    return others.stream()
        .filter(other -> !other.isLocal() && !other.path().equals(file.path()))
        .limit(OTHERS)
        .anyMatch(Fault::canBeRead);
  }

  /** Those in its folder: after a restart nothing was read yet, and nothing else may be at hand. */
  private static List<InputFile> beside(InputFile file) throws IOException {
    return new Lister(false)
        .children(InputPath.of(file.folder())).stream()
            .filter(child -> !child.isFolder())
            .map(child -> new InputFile(child.path().text(), child.size()))
            .toList();
  }

  private static boolean canBeRead(InputFile file) {
    try (InputStream in = file.open()) {
      in.read();
      return true;
    } catch (IOException | RuntimeException no) {
      return false;
    }
  }
}
