package io.trailhound.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.state.savepoint.LineProgress;
import io.trailhound.state.savepoint.NewPlace;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateException;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code state export}: all keyed state as lines of JSON, behind a line that tells the form. */
@Command(
    name = "export",
    description = "Writes the state as lines of JSON; docs/state.md has the form.")
final class ExportCommand implements Callable<Integer> {
  /** Counts up when a line's form changes; reading older forms stays possible. */
  static final int FORM = 1;

  static final String FORM_KEY = "trailhound.state";
  static final String KEY_GROUPS_KEY = "key_groups";
  static final String OPERATORS_KEY = "operators";

  @Mixin private SavepointArgument savepointArgument;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where to write, - for standard output. A file must not exist.")
  private String file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    if (file.equals("-")) {
      write(savepointArgument.open(), spec.commandLine().getOut(), err);
      return ExitCode.OK;
    }
    Path path = UserPath.of(file);
    NewPlace.requireAbsent(path, "a file");
    Savepoint savepoint = savepointArgument.open();
    PrintWriter created = create(path);
    try (created) {
      write(savepoint, created, err);
    } catch (Exception e) {
      dropHalf(path, e);
      throw e;
    }
    return ExitCode.OK;
  }

  private static PrintWriter create(Path path) {
    try {
      OutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.NO_OVERWRITE);
      return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new StateException(
          "out: '%s' cannot be written. Right would be: a file in a folder that exists."
              .formatted(path));
    }
  }

  /** It would be in the way of the next try. */
  private static void dropHalf(Path path, Exception cause) {
    try {
      path.getFileSystem().delete(path, false);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void write(Savepoint savepoint, PrintWriter out, PrintWriter err)
      throws Exception {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put(FORM_KEY, FORM).put("savepoint", savepoint.path());
    header.put(KEY_GROUPS_KEY, savepoint.keyGroups());
    savepoint.keyedOperators().forEach(it -> header.withArray(OPERATORS_KEY).add(it.uid()));
    out.println(header);
    LineProgress progress = new LineProgress("lines", err);
    savepoint.read(savepoint.keyedOperators(), progress.counting(out::println));
    progress.end();
    if (out.checkError()) {
      throw new IOException("the output could not be written to its end");
    }
  }
}
