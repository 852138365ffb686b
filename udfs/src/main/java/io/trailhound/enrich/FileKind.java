package io.trailhound.enrich;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.Path;

/** What {@link LiveFiles} keeps in memory: how it's read, and the words of messages about it. */
interface FileKind<T> {
  /** As it begins a message: {@code The ASN database}. */
  String title();

  /** What a user should have given. */
  String right();

  /** How the names of such files in a folder end; null where a folder is none of them. */
  default String endingInFolder() {
    return null;
  }

  /**
   * @param files in the order in which they were named, those of a folder by name
   * @throws LookupException with one message for the user when their content can't be used
   */
  T read(List<Path> files) throws IOException;
}
