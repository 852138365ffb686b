package io.trailhound.state.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByTimeTest {
  @TempDir private Path folder;

  @Test
  void isTheSameOrderHoweverManyFilesItTakes() throws IOException {
    List<Sentence> sentences =
        IntStream.range(0, 100)
            .mapToObj(i -> new Sentence(i / 2 - 10, "event  " + i % 2))
            .collect(Collectors.toList());
    String inOrder =
        sentences.stream().map(it -> "  " + it.words() + "\n").collect(Collectors.joining());
    Collections.shuffle(sentences, new Random(7));
    ByTime sorted = new ByTime(folder, 7);
    for (Sentence one : sentences) {
      sorted.add(one);
    }
    StringWriter out = new StringWriter();
    sorted.print(new PrintWriter(out));

    assertThat(out.toString()).isEqualToNormalizingNewlines(inOrder);
    assertThat(folder).isDirectoryContaining("glob:**14.txt");
  }
}
