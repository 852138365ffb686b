package io.trailhound.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Readers 0 and 1, checkpoints, and what is said to whom. */
class ListeningReadersTest {
  private final Set<Integer> registered = new TreeSet<>(Set.of(0, 1));
  private final ListeningReaders readers = new ListeningReaders(() -> registered);
  private final List<String> said = new ArrayList<>();

  private void begin(long checkpoint) {
    readers.checkpointBegins(checkpoint);
  }

  private void tell(int reader, String about, String word) {
    readers.tell(reader, about, () -> said.add(reader + " " + word));
  }

  @Test
  void aWordIsSaidAtOnceWhileNoCheckpointRuns() {
    tell(0, "a", "one");

    assertThat(said).containsExactly("0 one");
  }

  @Test
  void wordsWaitInOrderUntilTheirReaderGoesOn() {
    begin(5);
    tell(0, "a", "one");
    tell(1, "a", "one");
    tell(0, "b", "two");
    assertThat(said).isEmpty();

    readers.stillReads(0, new StillReads(5));
    tell(0, "a", "three");

    assertThat(said).containsExactly("0 one", "0 two", "0 three");
    assertThat(readers.listens(0)).isTrue();
    assertThat(readers.listens(1)).isFalse();
  }

  @Test
  void ofWordsAboutTheSameTheLastIsSaidWhereTheFirstWouldHaveBeen() {
    begin(5);
    tell(0, "a", "one");
    tell(0, "b", "two");
    tell(0, "a", "three");

    readers.stillReads(0, new StillReads(5));

    assertThat(said).containsExactly("0 three", "0 two");
  }

  @Test
  void aReaderBehindAnOlderCheckpointOnlyDoesNotListen() {
    begin(5);
    begin(6);
    tell(0, "a", "one");

    readers.stillReads(0, new StillReads(5));
    assertThat(said).isEmpty();
    readers.stillReads(0, new StillReads(6));
    assertThat(said).containsExactly("0 one");
  }

  @Test
  void aReaderBehindALaterCheckpointIsBehindAllOfBefore() {
    begin(5);
    begin(6);

    readers.stillReads(0, new StillReads(6));
    readers.stillReads(0, new StillReads(5));

    assertThat(readers.listens(0)).isTrue();
  }

  @Test
  void anAbortedCheckpointHoldsNothingAndAnotherOneStillDoes() {
    begin(5);
    begin(6);
    tell(0, "a", "one");

    readers.checkpointIsAborted(6);
    assertThat(said).isEmpty();
    readers.checkpointIsAborted(5);
    assertThat(said).containsExactly("0 one");
  }

  @Test
  void aReaderThatBeginsAnewListensAndIsOwedNothing() {
    begin(5);
    tell(0, "a", "one");

    readers.beginsAnew(0);
    tell(0, "a", "two");
    readers.stillReads(0, new StillReads(5)); // of the one before, underway

    assertThat(said).containsExactly("0 two");
  }

  @Test
  void aReaderThatHasFailedIsToldNothing() {
    begin(5);
    tell(0, "a", "one");

    registered.remove(0); // which aborts the checkpoint
    readers.checkpointIsAborted(5);
    readers.beginsAnew(0);
    registered.add(0);
    tell(0, "a", "two");

    assertThat(said).containsExactly("0 two");
  }

  @Test
  void aReaderThatComesWhileACheckpointRunsListens() {
    begin(5);

    assertThat(readers.listens(2)).isTrue();
  }

  @Test
  void aCompleteCheckpointEndsThoseBeforeItAndNotItself() {
    begin(5);
    begin(6);

    readers.checkpointIsComplete(6);
    assertThat(readers.listens(0)).isFalse();
    readers.checkpointIsAborted(6);
    assertThat(readers.listens(0)).isTrue();
  }
}
