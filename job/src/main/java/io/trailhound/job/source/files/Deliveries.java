package io.trailhound.job.source.files;

import io.trailhound.job.source.sqs.Receipt;
import io.trailhound.job.source.sqs.SqsMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Messages in, with the files that they tell of; out, which of these are to be read, which messages
 * are to be kept from others meanwhile, and which can be deleted: those whose files are all read,
 * once a checkpoint that began behind their ends is complete.
 *
 * <p>A message may come any number of times, a file may be told of by any number of messages, and
 * readers may fail. Whatever comes, no message is deleted before a complete checkpoint has all of
 * its files, as read or as to be read; so no file is lost, and what is told twice is read once as
 * long as it's remembered ({@link ToldFiles}).
 *
 * <p>Times are in milliseconds.
 */
final class Deliveries {
  /** A message that isn't deleted yet. */
  private static final class Delivery {
    private final long sent;
    private final Set<FileKey> unread = new HashSet<>();
    private Receipt receipt;
    private long kept;

    private Delivery(long sent) {
      this.sent = sent;
    }
  }

  private final ToldFiles told;
  private final Predicate<FileSplit> readBefore;

  /** By their ids. */
  private final Map<String, Delivery> messages = new LinkedHashMap<>();

  /** Ids of messages by the unread files that they told of. */
  private final Map<FileKey, Set<String>> tellers = new HashMap<>();

  /** Of before a restart: no reader has told that it has these, or that it has read them. */
  private final Set<FileKey> missing;

  /** The readers that have told what they have. */
  private final Set<Integer> heard = new HashSet<>();

  /** Ids of messages whose files are read, since the last checkpoint began. */
  private List<String> done = new ArrayList<>();

  /** The same by the checkpoint that has to be complete. */
  private final TreeMap<Long, List<String>> behind = new TreeMap<>();

  private final Set<String> deletable = new LinkedHashSet<>();

  /**
   * @param waiting files of the checkpoint that no reader had
   * @param readBefore whether a file was read when no messages told of files
   */
  Deliveries(ToldFiles told, Collection<FileSplit> waiting, Predicate<FileSplit> readBefore) {
    this.told = told;
    this.readBefore = readBefore;
    this.missing = new HashSet<>(told.unread());
    waiting.forEach(file -> missing.remove(key(file.splitId())));
  }

  private static FileKey key(String path) {
    return FileKey.of(path);
  }

  /** Takes a message as it was received; out go the files that are to be read for it. */
  List<FileSplit> take(SqsMessage message, List<FileSplit> files, long now) {
    String id = message.receipt().id();
    Delivery known = messages.get(id);
    Delivery delivery = known == null ? new Delivery(message.sent()) : known;
    delivery.receipt = message.receipt();
    delivery.kept = now;
    if (known != null) {
      return List.of();
    }
    messages.put(id, delivery);
    List<FileSplit> toRead = new ArrayList<>();
    for (FileSplit file : files) {
      FileKey key = key(file.splitId());
      boolean isNew =
          !told.unread().contains(key) && !told.read().holds(key) && !readBefore.test(file);
      if (isNew) {
        told.unread().add(key);
        toRead.add(file);
      }
      if (told.unread().contains(key)) {
        delivery.unread.add(key);
        tellers.computeIfAbsent(key, none -> new LinkedHashSet<>()).add(id);
      }
    }
    if (delivery.unread.isEmpty()) {
      done.add(id);
    }
    return toRead;
  }

  /**
   * @param files the paths of those that a reader has from a checkpoint
   * @param readers how many there are: what none of them has was read behind that checkpoint's
   *     beginning
   */
  void begins(int subtask, Collection<String> files, int readers, long now) {
    files.forEach(file -> missing.remove(key(file)));
    heard.add(subtask);
    if (heard.size() >= readers) {
      List.copyOf(missing).forEach(file -> isRead(file, now));
      missing.clear();
    }
  }

  void finished(Collection<String> files, long now) {
    files.forEach(file -> isRead(key(file), now));
  }

  private void isRead(FileKey file, long now) {
    missing.remove(file);
    told.unread().remove(file);
    told.read().add(file, now);
    told.read().endOfLook(now);
    Set<String> ids = tellers.remove(file);
    for (String id : ids == null ? Set.<String>of() : ids) {
      Delivery delivery = messages.get(id);
      delivery.unread.remove(file);
      if (delivery.unread.isEmpty()) {
        done.add(id);
      }
    }
  }

  void checkpointBegins(long id) {
    behind.put(id, done);
    done = new ArrayList<>();
  }

  void checkpointIsComplete(long id) {
    Map<Long, List<String>> reached = behind.headMap(id, true);
    reached.values().forEach(deletable::addAll);
    reached.clear();
  }

  List<Receipt> toDelete() {
    return deletable.stream().map(id -> messages.get(id).receipt).toList();
  }

  /** They are deleted, or no longer ours: then they come again. */
  void deleted(Collection<String> ids) {
    deletable.removeAll(ids);
    messages.keySet().removeAll(ids);
  }

  /** Those that were last kept from others before {@code since}; counts as keeping them. */
  List<Receipt> toKeep(long since, long now) {
    List<Receipt> due = new ArrayList<>();
    for (Map.Entry<String, Delivery> message : messages.entrySet()) {
      Delivery delivery = message.getValue();
      if (delivery.kept < since && !deletable.contains(message.getKey())) {
        delivery.kept = now;
        due.add(delivery.receipt);
      }
    }
    return due;
  }

  /** So many messages are not deleted yet. */
  int size() {
    return messages.size();
  }

  /** When the oldest of them was sent; {@link Long#MAX_VALUE} when there's none. */
  long oldest() {
    return messages.values().stream().mapToLong(it -> it.sent).min().orElse(Long.MAX_VALUE);
  }

  /** As it is now, and changes. */
  ToldFiles told() {
    return told;
  }
}
