package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders of rule files in, each time somebody looks; out the rules of the start with the lists and
 * filters of now. They are taken over when a start would take the folders as they lie, and nothing
 * in them changed from one look to the next: a list that is half written is a list, too. Otherwise
 * those before stay, which is counted and logged once.
 *
 * <p>Limits: a file that is written over with as many bytes within the same tick of the file
 * system's clock isn't noticed.
 */
final class LiveLook {
  private static final Logger LOG = LoggerFactory.getLogger(LiveLook.class);

  /** Of rule files; what is larger would be the heap's end and not a folder of rules. */
  private static final long MOST_BYTES = 64L << 20;

  private final LiveRules rules;
  private final Consumer<String> info;
  private final Consumer<String> warning;
  private final AtomicLong failures = new AtomicLong();
  private volatile RuleBook latest;

  /** What the last look saw, and what was read of it and taken or refused. */
  private FolderStamps seen;

  private FolderStamps decided;

  /** What the lists and filters in use say; null until that is asked for. */
  private LiveContent inUse;

  /** What is told once for as long as it is so: that nothing can be read, and rules that wait. */
  private String trouble;

  private List<String> waiting = List.of();

  LiveLook(LiveRules rules) {
    this(rules, LOG::info, LOG::warn);
  }

  /**
   * @param info told of what was taken over
   * @param warning told of what wasn't
   */
  LiveLook(LiveRules rules, Consumer<String> info, Consumer<String> warning) {
    this.rules = rules;
    this.info = info;
    this.warning = warning;
  }

  RuleBook latest() {
    return latest;
  }

  long failures() {
    return failures.get();
  }

  /** At the beginning of a task: what lies there may be others than those of the start. */
  void first() {
    look(true);
  }

  void again() {
    look(false);
  }

  private void look(boolean first) {
    try {
      FolderStamps now = FolderStamps.of(rules.folders().paths());
      boolean still = first || now.equals(seen);
      seen = now;
      if (still && !now.equals(decided)) {
        read(now);
      } else if (now.equals(decided)) {
        trouble = null;
      }
    } catch (IOException | RuntimeException e) {
      unreadable(e);
    }
  }

  private void read(FolderStamps now) throws IOException {
    if (now.bytes() > MOST_BYTES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "rule files have %,d bytes together, more than %,d",
              now.bytes(),
              MOST_BYTES));
    }
    RuleFiles files = rules.folders().read();
    if (!FolderStamps.of(rules.folders().paths()).equals(now)) {
      return; // it's being written: a later look decides
    }
    if (files.problems().stream().anyMatch(problem -> problem.check() == Check.FILE)) {
      throw new RuleException(files.problems());
    }
    trouble = null;
    decided = now;
    if (inUse != null || !files.equals(rules.start())) {
      decide(files);
    }
  }

  private void decide(RuleFiles files) {
    RuleReading whole = rules.asAStart(files);
    RuleReading live = rules.with(files);
    List<Finding> findings = whole.findings().isEmpty() ? live.findings() : whole.findings();
    if (findings.isEmpty()) {
      take(live);
      tellWhatWaits(LiveContent.changedRules(live.rules(), whole.rules()));
    } else {
      failures.incrementAndGet();
      warning.accept(
          "Changed lists and filters of rules can't be used, those before stay: "
              + words(findings));
    }
  }

  private void take(RuleReading live) {
    if (inUse == null) {
      inUse = LiveContent.of(rules.atStart());
    }
    LiveContent content = LiveContent.of(live);
    List<String> changes = content.changesSince(inUse);
    if (!changes.isEmpty()) {
      inUse = content;
      latest = live.bookOrFindings();
      info.accept("Lists and filters of rules were read again: " + shortened(changes));
      latest.notes().stream()
          .filter(note -> note.check() == Check.FILTER_WITHOUT_EFFECT)
          .forEach(note -> warning.accept(note.toString()));
    }
  }

  private void tellWhatWaits(List<String> changed) {
    if (!changed.isEmpty() && !changed.equals(waiting)) {
      info.accept(
          "Rules that changed wait for the next start of the job, unlike lists and filters: "
              + shortened(changed));
    }
    waiting = changed;
  }

  /** Nothing is decided: the next look tries again. */
  private void unreadable(Exception e) {
    if (Thread.currentThread().isInterrupted()) {
      return; // the task ends
    }
    String reason = reason(e);
    if (!reason.equals(trouble)) {
      trouble = reason;
      failures.incrementAndGet();
      warning.accept(
          "The folders of rules can't be read again, lists and filters stay as they were: "
              + reason);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof RuleException rules) {
      return words(rules.findings());
    }
    if (e instanceof NoSuchFileException gone) {
      return "there is no " + gone.getFile() + " on this machine";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String words(List<Finding> findings) {
    return shortened(findings.stream().map(Finding::toString).toList());
  }

  private static String shortened(List<String> all) {
    int most = 5;
    List<String> rest = all.size() > most ? List.of(all.size() - most + " more") : List.of();
    return String.join("; ", Stream.concat(all.stream().limit(most), rest.stream()).toList());
  }
}
