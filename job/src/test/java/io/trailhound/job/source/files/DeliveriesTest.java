package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.sqs.Receipt;
import io.trailhound.job.source.sqs.SqsMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final long NOW = 1_000_000;

  private final Deliveries deliveries = new Deliveries(ToldFiles.none(), List.of(), file -> false);

  @Test
  void aMessageIsDeletedBehindTheCheckpointThatBeganBehindItsLastFile() {
    assertThat(take(deliveries, "m", "a", "b")).containsExactly("a", "b");
    deliveries.finished(List.of("a"), NOW);
    checkpoint(deliveries, 1);
    assertThat(toDelete(deliveries)).isEmpty();
    deliveries.finished(List.of("b"), NOW);
    assertThat(toDelete(deliveries)).isEmpty();
    deliveries.checkpointBegins(2);
    assertThat(toDelete(deliveries)).isEmpty();
    deliveries.checkpointIsComplete(2);
    assertThat(toDelete(deliveries)).containsExactly("m");
    deliveries.deleted(List.of("m"));
    assertThat(toDelete(deliveries)).isEmpty();
    assertThat(deliveries.size()).isZero();
  }

  @Test
  void whatEndsWhileACheckpointIsMadeWaitsForTheNext() {
    List<String> unused = take(deliveries, "m", "a");
    deliveries.checkpointBegins(1);
    deliveries.finished(List.of("a"), NOW);
    deliveries.checkpointIsComplete(1);
    assertThat(toDelete(deliveries)).isEmpty();
    checkpoint(deliveries, 2);
    assertThat(toDelete(deliveries)).containsExactly("m");
  }

  @Test
  void aCheckpointThatIsNeverCompleteDelaysAndLosesNothing() {
    List<String> unused = take(deliveries, "m", "a");
    deliveries.finished(List.of("a"), NOW);
    deliveries.checkpointBegins(1);
    checkpoint(deliveries, 2);
    assertThat(toDelete(deliveries)).containsExactly("m");
  }

  @Test
  void aMessageWithoutAFileIsDeletedToo() {
    assertThat(take(deliveries, "test")).isEmpty();
    checkpoint(deliveries, 1);
    assertThat(toDelete(deliveries)).containsExactly("test");
  }

  @Test
  void whatWasNotDeletedIsDeletedAgain() {
    List<String> unused = take(deliveries, "m");
    checkpoint(deliveries, 1);
    assertThat(toDelete(deliveries)).containsExactly("m");
    deliveries.deleted(List.of());
    assertThat(toDelete(deliveries)).containsExactly("m");
  }

  @Test
  void aMessageThatComesAgainCountsOnceAndIsDeletedByItsLastHandle() {
    assertThat(take(deliveries, "m", "a")).containsExactly("a");
    SqsMessage again = new SqsMessage(new Receipt("m", "new handle"), "", NOW, 2);
    assertThat(deliveries.take(again, List.of(file("a")), NOW)).isEmpty();
    deliveries.finished(List.of("a"), NOW);
    checkpoint(deliveries, 1);
    assertThat(deliveries.toDelete()).containsExactly(new Receipt("m", "new handle"));
  }

  @Test
  void aFileThatTwoMessagesTellOfIsReadOnceAndBothWaitForIt() {
    assertThat(take(deliveries, "m", "a")).containsExactly("a");
    assertThat(take(deliveries, "n", "a", "b")).containsExactly("b");
    deliveries.finished(List.of("a"), NOW);
    checkpoint(deliveries, 1);
    assertThat(toDelete(deliveries)).containsExactly("m");
    deliveries.finished(List.of("b"), NOW);
    checkpoint(deliveries, 2);
    assertThat(toDelete(deliveries)).containsExactly("m", "n");
    assertThat(take(deliveries, "late", "a")).as("told of when it has been read").isEmpty();
    checkpoint(deliveries, 3);
    assertThat(toDelete(deliveries)).containsExactly("m", "n", "late");
  }

  @Test
  void whatLooksHaveReadIsNotReadAgain() {
    Deliveries behindLooks =
        new Deliveries(ToldFiles.none(), List.of(), file -> file.splitId().equals("a"));
    assertThat(take(behindLooks, "m", "a", "b")).containsExactly("b");
  }

  @Test
  void messagesAreKeptAgainWhenTheirTimeIsUpUntilTheyAreToBeDeleted() {
    List<String> unused = take(deliveries, "m", "a");
    assertThat(deliveries.toKeep(NOW, NOW + 1)).isEmpty();
    assertThat(deliveries.toKeep(NOW + 1, NOW + 5)).extracting(Receipt::id).containsExactly("m");
    assertThat(deliveries.toKeep(NOW + 5, NOW + 6)).isEmpty();
    deliveries.finished(List.of("a"), NOW);
    checkpoint(deliveries, 1);
    assertThat(deliveries.toKeep(NOW + 9, NOW + 9)).isEmpty();
  }

  @Test
  void theOldestIsByWhenItWasSent() {
    assertThat(deliveries.oldest()).isEqualTo(Long.MAX_VALUE);
    deliveries.take(new SqsMessage(new Receipt("m", "h"), "", 20, 1), List.of(file("a")), NOW);
    deliveries.take(new SqsMessage(new Receipt("n", "h"), "", 10, 1), List.of(file("b")), NOW);
    assertThat(deliveries.oldest()).isEqualTo(10);
  }

  @Test
  void behindARestartWhatAReaderOrNobodyHasYetIsUnreadAndTheRestWasRead() throws IOException {
    List<String> unused =
        take(deliveries, "m", "at a reader", "with nobody", "read since", "read before");
    deliveries.finished(List.of("read before"), NOW);
    Deliveries restored =
        new Deliveries(restored(deliveries.told()), List.of(file("with nobody")), file -> false);

    restored.begins(0, List.of("at a reader"), 2, NOW);
    assertThat(take(restored, "n", "read since")).as("unknown until all readers tell").isEmpty();
    restored.begins(1, List.of(), 2, NOW);

    assertThat(take(restored, "m", "at a reader", "with nobody", "read before", "new"))
        .containsExactly("new");
    checkpoint(restored, 1);
    assertThat(toDelete(restored)).containsExactly("n");
    restored.finished(List.of("at a reader", "with nobody", "new"), NOW);
    checkpoint(restored, 2);
    assertThat(toDelete(restored)).containsExactly("n", "m");
  }

  private static ToldFiles restored(ToldFiles told) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    told.write(new DataOutputStream(bytes));
    return ToldFiles.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static void checkpoint(Deliveries deliveries, long id) {
    deliveries.checkpointBegins(id);
    deliveries.checkpointIsComplete(id);
  }

  private static List<String> take(Deliveries deliveries, String message, String... files) {
    SqsMessage received = new SqsMessage(new Receipt(message, "handle"), "", NOW, 1);
    return deliveries
        .take(received, Stream.of(files).map(DeliveriesTest::file).toList(), NOW)
        .stream()
        .map(FileSplit::splitId)
        .toList();
  }

  private static FileSplit file(String path) {
    return new FileSplit(new InputFile(path, 1), 0, 0);
  }

  private static List<String> toDelete(Deliveries deliveries) {
    return deliveries.toDelete().stream().map(Receipt::id).toList();
  }
}
