package io.trailhound.job.source.files;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a source learns of the files that it's to read. All of it is called by the coordinator's
 * thread; what takes longer goes to another.
 */
interface Discovery extends AutoCloseable {
  /**
   * To be called once.
   *
   * @param found gets files that were not read yet, none too when a look found none
   */
  void start(Consumer<List<FileSplit>> found);

  /** What a checkpoint has to remember of it. */
  SeenFiles seen();

  /** The same of messages; null when there are none. */
  ToldFiles told();

  /** A reader begins; out of a checkpoint, it has these files by its paths. */
  default void begins(int subtask, Collection<String> files) {}

  /** A reader has come to the end of files. */
  default void finished(Collection<String> files) {}

  /** A checkpoint begins: it holds whole what is finished by now. */
  default void checkpointBegins(long id) {}

  /** It's complete: a restart goes back to before it no more. */
  default void checkpointIsComplete(long id) {}

  @Override
  void close();
}
