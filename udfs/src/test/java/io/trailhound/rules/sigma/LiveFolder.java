package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleUpdates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;

/** A folder of rules as a job has it that runs: it's looked at when a test says so. */
public final class LiveFolder implements RuleUpdates {
  private static final long serialVersionUID = 1L;

  private final transient Path folder;
  private final transient List<String> told = new ArrayList<>();
  private final transient List<String> warnings = new ArrayList<>();
  private transient LiveRules rules;
  private transient LiveLook look;
  private transient RuleBook book;
  private int writes;

  public LiveFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes a file; no two have the same time, however coarse the file system's clock. */
  public LiveFolder write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * ++writes));
    return this;
  }

  public void delete(String name) throws IOException {
    Files.delete(folder.resolve(name));
  }

  /** Loads what is there and sends it to the operators, as a job that starts. */
  public LiveFolder start() throws IOException {
    RuleFiles noneShipped = new RuleFiles(List.of(), List.of(), List.of());
    RuleFolders folders = new RuleFolders(noneShipped, List.of(folder.toString()));
    RuleFiles files = folders.read();
    book = RuleLoader.load(files);
    try {
      rules = InstantiationUtil.clone(new LiveRules(folders, files, false, book));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  /** The task begins. */
  public LiveFolder open() {
    look = new LiveLook(rules, told::add, warnings::add);
    look.first();
    return this;
  }

  public void look() {
    look.again();
  }

  /** Looks until what doesn't change any more is seen to do so. */
  public void lookTwice() {
    look();
    look();
  }

  /** The rules of the start. */
  public RuleBook book() {
    return book;
  }

  RuleBook latest() {
    return look.latest();
  }

  /** The rules in use. */
  RuleBook now() {
    return latest() == null ? book : latest();
  }

  long failures() {
    return look.failures();
  }

  /** With the folder's name left out. */
  List<String> told() {
    return shortened(told);
  }

  List<String> warnings() {
    return shortened(warnings);
  }

  private List<String> shortened(List<String> lines) {
    return lines.stream().map(line -> line.replace(folder + "/", "")).toList();
  }

  @Override
  public Watch watch() {
    open();
    return new Watch() {
      @Override
      public RuleBook latest() {
        return look.latest();
      }

      @Override
      public long failures() {
        return look.failures();
      }

      @Override
      public void close() {
        look = null;
      }
    };
  }
}
