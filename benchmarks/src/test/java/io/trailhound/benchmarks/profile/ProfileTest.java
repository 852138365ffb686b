package io.trailhound.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  @Test
  void framesAreAsWideAsTheirSamplesAndNamesAreEscaped() {
    Frame all = new Frame("all threads");
    all.add(List.of("main", "Job.<init>"));
    all.add(List.of("main", "Job.run"));
    all.add(List.of("main", "Job.run"));
    all.add(List.of("other"));

    String graph = FlameGraph.of(all);

    assertThat(graph)
        .contains("all threads: 4 samples, 100.0 %", "main: 3 samples, 75.0 %")
        .contains("Job.&lt;init&gt;: 1 samples, 25.0 %", "Job.run: 2 samples, 50.0 %")
        .contains("x=\"0.0\" y=\"17\" width=\"1050.0\"");
  }

  @Test
  void aRecordingAndAGraphAreWritten(@TempDir Path folder) throws Exception {
    Path recording = folder.resolve("work.jfr");
    Path graph = folder.resolve("work.svg");

    Profile.record(() -> {}, recording, graph);

    assertThat(recording).isNotEmptyFile();
    assertThat(Files.readString(graph)).startsWith("<svg").endsWith("</svg>\n");
  }
}
