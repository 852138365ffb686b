package io.trailhound.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.trailhound.detect.KeyedOperator;
import io.trailhound.state.savepoint.NewSavepoint;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateException;
import io.trailhound.state.savepoint.StateJson;
import io.trailhound.state.savepoint.StateLine;
import io.trailhound.state.savepoint.Unfit;
import io.trailhound.text.TerminalText;
import io.trailhound.text.UserPath;
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
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code state import}: lines of JSON that {@code export} wrote in, a savepoint out. */
@Command(name = "import", description = "Makes a savepoint of what export wrote.")
final class ImportCommand implements Callable<Integer> {
  /** Flink's limit. */
  private static final int MOST_KEY_GROUPS = 1 << 15;

  /** Of a line that is refused. */
  private static final int SHOWN = 300;

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
    long bytes = bytes();
    try (NewSavepoint savepoint = savepoint(header)) {
      for (KeyedOperator<?> operator : header.operators()) {
        savepoint.replace(operator, bytes);
      }
      copy(header.uids(), savepoint);
      savepoint.finish();
    }
    return ExitCode.OK;
  }

  /** Of all operators together, which is more than any has; a pipe doesn't say. */
  private long bytes() throws IOException {
    Path path = UserPath.of(file);
    long length = path.getFileSystem().getFileStatus(path).getLen();
    return length > 0 ? length : Long.MAX_VALUE;
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
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          copy(line, number, uids, savepoint);
        }
      }
    }
  }

  private void copy(String line, int number, Set<String> uids, NewSavepoint savepoint)
      throws Exception {
    try {
      requireOneOf(uids, line);
      savepoint.add(line);
    } catch (StateException e) {
      throw new StateException(
          String.format(
              Locale.ROOT,
              "%s:%d: this is %s: %s. Right would be: a line that export wrote.",
              file,
              number,
              e.getMessage(),
              TerminalText.escape(TerminalText.cut(line, SHOWN))));
    }
  }

  /** Lines of an operator that the first line doesn't name would be lost without a word. */
  private static void requireOneOf(Set<String> uids, String line) {
    String uid;
    try {
      uid = StateLine.operator(line);
    } catch (UncheckedIOException e) {
      throw new StateException("no state: " + Unfit.because(e));
    }
    if (!uids.contains(uid)) {
      throw new StateException("no state of an operator that the file's first line names");
    }
  }

  private BufferedReader open() throws IOException {
    Path path = UserPath.of(file);
    return new BufferedReader(
        new InputStreamReader(path.getFileSystem().open(path), StandardCharsets.UTF_8));
  }

  private record Header(int keyGroups, List<KeyedOperator<?>> operators) {
    Set<String> uids() {
      return operators.stream().map(KeyedOperator::uid).collect(Collectors.toSet());
    }
  }

  private Header header() {
    JsonNode header = firstLine();
    JsonNode form = header.path(ExportCommand.FORM_KEY);
    if (!form.isInt()) {
      throw wrong(
          "this does not say what the file is. Right would be: a file that export wrote, which begins with {\"%s\":%s,"
              .formatted(ExportCommand.FORM_KEY, ExportCommand.FORM));
    }
    if (form.asInt() != ExportCommand.FORM) {
      throw wrong(
          "the file has state of form %s; this Trailhound reads form %s. Right would be: the version that wrote it"
              .formatted(form, ExportCommand.FORM));
    }
    return new Header(keyGroups(header), operators(header));
  }

  /** Missing when it's no JSON. */
  private JsonNode firstLine() {
    try (BufferedReader lines = open()) {
      return StateJson.MAPPER.readTree(Objects.requireNonNullElse(lines.readLine(), ""));
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException | IllegalArgumentException e) {
      throw new StateException(
          "'%s' cannot be read. Right would be: a file that export wrote.".formatted(file));
    }
  }

  private int keyGroups(JsonNode header) {
    JsonNode keyGroups = header.path(ExportCommand.KEY_GROUPS_KEY);
    if (keyGroups.isMissingNode()) {
      return NewSavepoint.KEY_GROUPS;
    }
    if (!keyGroups.isInt() || keyGroups.asInt() < 1 || keyGroups.asInt() > MOST_KEY_GROUPS) {
      throw wrong(
          "%s: '%s' is not possible. Right would be: 1 to %s"
              .formatted(ExportCommand.KEY_GROUPS_KEY, keyGroups.asText(), MOST_KEY_GROUPS));
    }
    return keyGroups.asInt();
  }

  private List<KeyedOperator<?>> operators(JsonNode header) {
    List<KeyedOperator<?>> operators = new ArrayList<>();
    for (JsonNode uid : header.path(ExportCommand.OPERATORS_KEY)) {
      try {
        operators.add(Savepoint.operator(uid.asText()));
      } catch (StateException e) {
        throw wrong(e.getMessage().replaceFirst("\\.$", ""));
      }
    }
    return operators;
  }

  private StateException wrong(String what) {
    return new StateException("%s:1: %s.".formatted(file, what));
  }
}
