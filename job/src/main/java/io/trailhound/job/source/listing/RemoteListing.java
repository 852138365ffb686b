package io.trailhound.job.source.listing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A path on one of Flink's file systems in, what is there out. */
final class RemoteListing {
  private RemoteListing() {}

  /** Null when there is no such thing. */
  static Listed look(InputPath path) throws IOException {
    try {
      return listed(path, ask(path, FileSystem::getFileStatus));
    } catch (FileNotFoundException absent) {
      return null;
    }
  }

  /**
   * What has an empty name, {@code .} or {@code ..} on its way cannot be named to the file system:
   * it would give something else, the whole bucket perhaps.
   */
  static List<Listed> children(InputPath folder, Lister lister) throws IOException {
    FileStatus[] listing = ask(folder, FileSystem::listStatus);
    if (listing == null) {
      throw new FileNotFoundException("there is no such folder");
    }
    List<Listed> children = new ArrayList<>();
    for (FileStatus status : listing) {
      InputPath child = folder.child(status.getPath().getName());
      if (!child.name().isEmpty() && child.path().equals(status.getPath().getPath())) {
        children.add(listed(child, status));
      } else {
        lister.leaveOut(folder, "below it are keys with //, /./ or /../, which no path can name");
      }
    }
    return children;
  }

  private interface Question<A> {
    A to(FileSystem files, Path path) throws IOException;
  }

  /** The presto plugin lets some of its client's exceptions through, an answer 500 for one. */
  private static <A> A ask(InputPath path, Question<A> question) throws IOException {
    Path remote = path.remote();
    try {
      return question.to(remote.getFileSystem(), remote);
    } catch (IllegalArgumentException name) {
      throw name;
    } catch (RuntimeException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private static Listed listed(InputPath path, FileStatus status) {
    return new Listed(path, status.isDir(), status.getLen(), status.getModificationTime(), null);
  }
}
