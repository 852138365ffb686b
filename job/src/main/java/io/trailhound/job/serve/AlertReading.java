package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.page.Html;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files with lines come in, the newest alerts of them go out, with what couldn't be read. */
final class AlertReading implements FollowedFile.Lines {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final AlertFiles files;
  private final NewestAlerts newest;
  private final Map<Path, FollowedFile> followed = new LinkedHashMap<>();
  private final Set<Path> unreadable = new LinkedHashSet<>();
  private final byte[] buffer = new byte[FollowedFile.LONGEST];
  private final Map<FollowedFile, Broken> broken = new LinkedHashMap<>();

  /**
   * Lines of a file that aren't alerts.
   *
   * @param first where the first of them begins, in bytes
   */
  private record Broken(long lines, long first) {}

  AlertReading(AlertFiles files, NewestAlerts newest) {
    this.files = files;
    this.newest = newest;
  }

  AlertFiles files() {
    return files;
  }

  NewestAlerts newest() {
    return newest;
  }

  /**
   * Reads what came, for about that long.
   *
   * @return whether that's all
   */
  boolean readOn(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    look();
    for (FollowedFile file : followed.values()) {
      try {
        while (file.unread() > 0 && file.readOn(buffer, this)) {
          if (System.nanoTime() > end) {
            return false;
          }
        }
      } catch (IOException e) {
        unreadable.add(file.path());
      }
    }
    return true;
  }

  private void look() {
    unreadable.clear();
    List<Path> there = files.files();
    there.forEach(path -> followed.computeIfAbsent(path, FollowedFile::new));
    for (FollowedFile gone :
        followed.values().stream().filter(file -> !there.contains(file.path())).toList()) {
      followed.remove(gone.path());
      another(gone);
    }
    for (FollowedFile file : followed.values()) {
      try {
        file.look(this);
      } catch (IOException e) {
        unreadable.add(file.path());
      }
    }
  }

  @Override
  public void line(FollowedFile file, byte[] bytes, int from, int length, long offset) {
    AlertEntry entry = null;
    try {
      JsonNode json = JSON.readValue(bytes, from, length);
      if (json != null && json.isObject()) {
        entry = AlertEntry.of(json, newest::share, file, offset, length);
      }
    } catch (IOException noJson) {
      // Counted below, as what is JSON and no alert.
    }
    if (entry == null) {
      tooLong(file, offset);
    } else {
      newest.add(entry);
    }
  }

  @Override
  public void tooLong(FollowedFile file, long offset) {
    broken.merge(file, new Broken(1, offset), (a, b) -> new Broken(a.lines() + 1, a.first()));
  }

  @Override
  public void another(FollowedFile file) {
    broken.remove(file);
    if (newest.forget(file)) {
      // In their order, as which revision is the last hangs on it.
      newest.clear();
      broken.clear();
      followed.values().forEach(FollowedFile::readAgain);
    }
  }

  /** Empty when the file has something else there now; it's read anew then. */
  Optional<AlertDocument> document(AlertEntry entry) {
    try {
      JsonNode json = JSON.readValue(entry.file().bytes(entry.offset(), entry.length()));
      AlertDocument alert = new AlertDocument(json);
      if (alert.id().equals(entry.id())) {
        return Optional.of(alert);
      }
    } catch (IOException e) {
      // Told below.
    }
    entry.file().startOver(this);
    return Optional.empty();
  }

  /** What the reader has to know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    long size = followed.values().stream().mapToLong(FollowedFile::size).sum();
    long unread = followed.values().stream().mapToLong(FollowedFile::unread).sum();
    if (unread > 0) {
      notes.add(
          "%s of %s bytes aren't read yet, or behind the last whole line."
              .formatted(Html.number(unread), Html.number(size)));
    }
    if (newest.leftOut() > 0) {
      notes.add(
          "%s revisions of alerts before %s are left out: only the newest %s alerts are kept (--most)."
              .formatted(
                  Html.number(newest.leftOut()),
                  Instant.ofEpochMilli(newest.oldest().time()),
                  Html.number(newest.size())));
    }
    broken.forEach(
        (file, lines) ->
            notes.add(
                "%s: %s lines are no alerts, the first at byte %s."
                    .formatted(
                        file.path(), Html.number(lines.lines()), Html.number(lines.first()))));
    unreadable.forEach(path -> notes.add(path + " cannot be read."));
    return notes;
  }
}
