package io.trailhound.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A stream that changes, a coordinator with the production's order of shards and two readers, with
 * what is on its way between them; everything that happens next is drawn by chance. As Flink has
 * it, what the coordinator says before its part of a checkpoint comes to a reader before that one's
 * part, and what it says later, later.
 */
final class SplitsAndMerges {
  private static final int STEPS = 600;
  private static final int READERS = 2;

  private static final ShardsCheckpoint.Serializer CHECKPOINTS = new ShardsCheckpoint.Serializer();
  private static final ShardSplitSerializer SPLITS = new ShardSplitSerializer();

  /** One of the two is there. */
  private record ToReader(ShardSplit given, String handedOver) {}

  private record FromReader(ShardsTaken taken, ShardEnded ended) {}

  /**
   * @param assigned so many were given to readers when the coordinator's part was made
   */
  private record Checkpoint(byte[] coordinator, int assigned, List<byte[]> splits, int emitted) {}

  private final Random random;
  private final ChangingStream stream;

  private ShardOrder order = new ShardOrder(List.of());
  private HandOvers handOvers = new HandOvers(order);
  private final List<Deque<ToReader>> toReaders = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final List<Deque<ToReader>> heldBack = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final Deque<FromReader> fromReader = new ArrayDeque<>();

  private final List<ShardSplit> assigned = new ArrayList<>();

  /** Whether readers have yet to say what they have. */
  private boolean readersBegin;

  /** Which reader has or had a shard. */
  private final Map<String, Integer> owners = new TreeMap<>();

  private final Map<String, ShardSplit> reading = new LinkedHashMap<>();
  private final Map<String, ShardSplit> ended = new LinkedHashMap<>();
  private final List<String> emitted = new ArrayList<>();

  /** The coordinator's part of a checkpoint that the reader has no part in yet. */
  private byte[] half;

  private int assignedAtHalf;

  private Checkpoint last;
  private long clock;

  SplitsAndMerges(long seed) {
    random = new Random(seed);
    stream = new ChangingStream(random);
  }

  void run() throws IOException {
    last = new Checkpoint(snapshot(), 0, List.of(), 0);
    restore();
    for (int i = 0; i < STEPS; i++) {
      step(random.nextInt(100));
      assertWhatIsUnreadHolds();
    }
    restore();
    while (!allIsRead()) {
      step(random.nextInt(10, 90));
      assertWhatIsUnreadHolds();
    }
    assertEachOnceBehindItsParents();
  }

  private void step(int what) throws IOException {
    clock++;
    if (what < 6) {
      stream.change();
    } else if (what < 10) {
      stream.write();
    } else if (what < 20) {
      list();
    } else if (what < 40) {
      read();
    } else if (what < 58) {
      deliver(toReaders.get(random.nextInt(READERS)));
    } else if (what < 76) {
      deliverToCoordinator();
    } else if (what < 84 && half == null) {
      half = snapshot();
      assignedAtHalf = assigned.size();
    } else if (what < 92 && half != null) {
      completeCheckpoint();
    } else if (what == 99) {
      restore();
    } else if (what == 98) {
      failTasks();
    } else if (what >= 96) {
      expire();
    }
  }

  private void list() {
    order.listed(stream.listed(), Position.EARLIEST);
    handOvers.listed(clock);
    assign();
  }

  private void assign() {
    if (readersBegin) {
      return;
    }
    int silent = random.nextInt(2 * READERS); // to a reader behind a checkpoint nothing is said
    for (ShardSplit split : order.ready()) {
      int reader = random.nextInt(READERS);
      if (reader != silent) {
        order.given(split.shard());
        assigned.add(split);
        owners.put(split.shard(), reader);
        send(reader, new ToReader(split, null));
      }
    }
    for (HandOvers.Done done : handOvers.done(reader -> reader != silent)) {
      send(done.reader(), new ToReader(null, done.shard()));
    }
  }

  private void send(int reader, ToReader message) {
    (half == null ? toReaders : heldBack).get(reader).add(message);
  }

  private void deliver(Deque<ToReader> toReader) {
    ToReader message = toReader.poll();
    if (message == null) {
      return;
    }
    if (message.given() != null) {
      reading.put(message.given().shard(), message.given());
      fromReader.add(new FromReader(new ShardsTaken(List.of(message.given().shard())), null));
    } else {
      ended.remove(message.handedOver());
    }
  }

  private void deliverToCoordinator() {
    FromReader message = fromReader.poll();
    if (message == null) {
      return;
    }
    if (message.taken() != null) {
      readersBegin = false;
      message.taken().shards().forEach(order::given);
      handOvers.taken(message.taken().shards());
      assign();
    } else {
      order.ended(message.ended().shard());
      handOvers.ended(owners.get(message.ended().shard()), message.ended(), clock);
    }
  }

  /** A record of one of its shards, or that there's no more. */
  private void read() {
    if (reading.isEmpty()) {
      return;
    }
    List<String> shards = List.copyOf(reading.keySet());
    String shard = shards.get(random.nextInt(shards.size()));
    ChangingStream.Shard source = stream.shard(shard);
    ShardSplit split = reading.get(shard);
    int next = next(split);
    if (next < source.records()) {
      emitted.add(shard + " " + next);
      reading.put(shard, new ShardSplit(shard, Position.after(Integer.toString(next)), 1, false));
    } else if (source.isClosed()) {
      reading.remove(shard);
      emitted.add(end(shard));
      ended.put(shard, new ShardSplit(shard, split.position(), 1, true));
      fromReader.add(new FromReader(null, new ShardEnded(shard, stream.children(shard))));
    }
  }

  private static int next(ShardSplit split) {
    return split.position().kind() == Position.Kind.AFTER
        ? Integer.parseInt(split.position().sequence()) + 1
        : 0;
  }

  private byte[] snapshot() throws IOException {
    return CHECKPOINTS.serialize(
        new ShardsCheckpoint("s", Position.EARLIEST, true, List.copyOf(order.known())));
  }

  private void completeCheckpoint() throws IOException {
    for (Deque<ToReader> toReader : toReaders) {
      while (!toReader.isEmpty()) {
        deliver(toReader);
      }
    }
    List<byte[]> splits = new ArrayList<>();
    for (ShardSplit split : reading.values()) {
      splits.add(SPLITS.serialize(split));
    }
    for (ShardSplit split : ended.values()) {
      splits.add(SPLITS.serialize(split));
    }
    last = new Checkpoint(half, assignedAtHalf, splits, emitted.size());
    half = null;
    for (int i = 0; i < READERS; i++) {
      toReaders.get(i).addAll(heldBack.get(i));
      heldBack.get(i).clear();
    }
  }

  /** The whole job begins from the last checkpoint. */
  private void restore() throws IOException {
    order = new ShardOrder(CHECKPOINTS.deserialize(1, last.coordinator()).shards());
    handOvers = new HandOvers(order);
    restoreReaders();
  }

  /** The coordinator stays as it is, and gets back what the last checkpoint's readers hadn't. */
  private void failTasks() throws IOException {
    for (ShardSplit split : assigned.subList(last.assigned(), assigned.size())) {
      order.givenBack(split);
      handOvers.givenBack(split.shard());
    }
    for (int i = 0; i < READERS; i++) {
      handOvers.forget(i);
    }
    restoreReaders();
  }

  private void restoreReaders() throws IOException {
    assigned.subList(last.assigned(), assigned.size()).clear();
    readersBegin = true;
    toReaders.forEach(Deque::clear);
    heldBack.forEach(Deque::clear);
    fromReader.clear();
    reading.clear();
    ended.clear();
    half = null;
    emitted.subList(last.emitted(), emitted.size()).clear();
    for (byte[] bytes : last.splits()) {
      ShardSplit split = SPLITS.deserialize(1, bytes);
      (split.ended() ? ended : reading).put(split.shard(), split);
      owners.put(split.shard(), random.nextInt(READERS));
    }
    ended
        .keySet()
        .forEach(shard -> fromReader.add(new FromReader(null, new ShardEnded(shard, List.of()))));
    fromReader.add(new FromReader(new ShardsTaken(List.copyOf(reading.keySet())), null));
    order.listed(stream.listed(), Position.EARLIEST);
  }

  /** What no checkpoint needs any more. */
  private void expire() throws IOException {
    ShardOrder durable = new ShardOrder(CHECKPOINTS.deserialize(1, last.coordinator()).shards());
    durable.known().stream()
        .filter(known -> known.stage() == ShardOrder.Stage.ENDED)
        .forEach(known -> stream.expire(known.split().shard()));
  }

  private static String end(String shard) {
    return shard + " end";
  }

  private boolean allIsRead() {
    return stream.shards().stream().allMatch(this::isRead);
  }

  private boolean isRead(ChangingStream.Shard shard) {
    String id = shard.id();
    return shard.isClosed()
        ? emitted.contains(end(id))
        : shard.records() == 0 || emitted.contains(id + " " + (shard.records() - 1));
  }

  /** A child that is next, and that no reader has, has a parent whose reader waits. */
  private void assertWhatIsUnreadHolds() {
    for (ChangingStream.Shard shard : stream.shards()) {
      String id = shard.id();
      List<String> parents = shard.parents();
      boolean unread = !reading.containsKey(id) && !emitted.contains(end(id));
      if (!parents.isEmpty()
          && unread
          && parents.stream().map(SplitsAndMerges::end).allMatch(emitted::contains)) {
        assertThat(ended.keySet()).as("somebody waits for %s", id).containsAnyElementsOf(parents);
      }
    }
  }

  private void assertEachOnceBehindItsParents() {
    assertThat(emitted).doesNotHaveDuplicates();
    assertThat(emitted)
        .hasSize(
            stream.shards().stream().mapToInt(it -> it.records() + (it.isClosed() ? 1 : 0)).sum());
    for (ChangingStream.Shard shard : stream.shards()) {
      int first = emitted.indexOf(shard.id() + " 0");
      for (String parent : shard.parents()) {
        if (first >= 0) {
          assertThat(first)
              .as("%s behind %s", shard.id(), parent)
              .isGreaterThan(emitted.indexOf(end(parent)));
        }
      }
    }
  }
}
