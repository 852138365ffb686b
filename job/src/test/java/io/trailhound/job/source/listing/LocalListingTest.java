package io.trailhound.job.source.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose files are renamed between the listing of names and the look at each. */
class LocalListingTest {
  @TempDir Path folder;
  private InputPath path;

  @BeforeEach
  void threeFiles() throws IOException {
    path = InputPath.of(folder.toString());
    for (String name : List.of("a", "b", "c")) {
      Files.createFile(folder.resolve(name));
    }
  }

  @Test
  void aFileThatIsRenamedMeanwhileIsFoundUnderItsNewName() throws IOException {
    assertThat(children("a b-as-it-was c", "a b c")).containsExactly("a", "b", "c");
  }

  @Test
  void oneThatIsGoneForGoodCostsNoOther() throws IOException {
    assertThat(children("a gone c", "a gone c", "a gone c"))
        .containsExactly("a", "gone: it was gone when it was looked at", "c");
  }

  /** Names as they are said to be, one time after the other. */
  private List<String> children(String... inTurn) throws IOException {
    Deque<String> names = new ArrayDeque<>(List.of(inTurn));
    return LocalListing.children(
            path, in -> Stream.of(names.pop().split(" ")).map(in::resolve).toList())
        .stream()
        .map(
            child -> child.problem() == null ? child.name() : child.name() + ": " + child.problem())
        .toList();
  }
}
