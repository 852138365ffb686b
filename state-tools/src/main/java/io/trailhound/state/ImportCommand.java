package io.trailhound.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.KeyedOperator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code state import}: lines of JSON that {@code export} wrote in, a savepoint out. */
@Command(name = "import", description = "Makes a savepoint of what export wrote.")
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "What export wrote.")
  private String file;

  @Mixin private OutOption out;

  @Option(
      names = "--base",
      paramLabel = "SAVEPOINT",
      description = "Where to take all else from: positions in the input, what sinks hold.")
  private String base;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Header header = header();
    try (NewSavepoint savepoint = savepoint(header)) {
      for (KeyedOperator<?> operator : header.operators()) {
        savepoint.replace(operator);
      }
      copy(header.uids(), savepoint);
      savepoint.finish();
    }
    return StateMain.DONE;
  }

  private NewSavepoint savepoint(Header header) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    if (base == null) {
      return NewSavepoint.empty(out.folder, header.keyGroups(), err);
    }
    Savepoint from = Savepoint.open(base);
    NewSavepoint savepoint = NewSavepoint.basedOn(from, out.folder, err);
    from.keyedOperators().forEach(savepoint::remove);
    return savepoint;
  }

  private void copy(Set<String> uids, NewSavepoint savepoint) throws Exception {
    try (BufferedReader lines = open()) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          requireOneOf(uids, line);
          savepoint.add(line);
        }
      }
    }
  }

  private BufferedReader open() throws IOException {
    Path path = new Path(file);
    return new BufferedReader(
        new InputStreamReader(path.getFileSystem().open(path), StandardCharsets.UTF_8));
  }

  private record Header(int keyGroups, List<KeyedOperator<?>> operators) {
    Set<String> uids() {
      return operators.stream().map(KeyedOperator::uid).collect(Collectors.toSet());
    }
  }

  /** Lines of an operator that the first line doesn't name would be lost without a word. */
  private static void requireOneOf(Set<String> uids, String line) {
    if (!uids.contains(operator(line))) {
      throw new StateException(
          "this is no state of an operator that the file's first line names: %s. Right would be: a line that export wrote."
              .formatted(line));
    }
  }

  private static String operator(String line) {
    try {
      return Objects.requireNonNullElse(StateLine.operator(line), "");
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  private Header header() {
    try (BufferedReader lines = open()) {
      JsonNode header = StateJson.MAPPER.readTree(lines.readLine());
      int form = header.path(ExportCommand.FORM_KEY).asInt();
      if (form != ExportCommand.FORM) {
        throw new StateException(
            String.format(
                Locale.ROOT,
                "'%s' has state of form %s; this Trailhound reads form %d. Right would be: a file that export wrote.",
                file,
                form == 0 ? "unknown" : form,
                ExportCommand.FORM));
      }
      List<KeyedOperator<?>> operators = new ArrayList<>();
      header
          .path(ExportCommand.OPERATORS_KEY)
          .forEach(uid -> operators.add(Savepoint.operator(uid.asText())));
      return new Header(
          header.path(ExportCommand.KEY_GROUPS_KEY).asInt(NewSavepoint.KEY_GROUPS), operators);
    } catch (IOException | IllegalArgumentException e) {
      throw new StateException(
          "'%s' cannot be read: %s. Right would be: a file that export wrote."
              .formatted(file, e.getMessage()));
    }
  }
}
