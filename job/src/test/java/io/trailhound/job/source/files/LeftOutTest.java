package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LeftOutTest {
  private final Counter count = new SimpleCounter();
  private final List<Gauge<?>> gauges = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final LeftOut leftOut = new LeftOut(new Group(), lines::add);

  @Test
  void tellsOfEachPathOnceForAsLongAsItIsLeftOut() {
    look(Map.of("in/a", "it is gone"));
    look(Map.of("in/a", "it is gone", "in/b", "permission denied"));
    assertThat(lines)
        .containsExactly("Left out: in/a: it is gone", "Left out: in/b: permission denied");
    assertThat(count.getCount()).isEqualTo(2);

    look(Map.of());
    look(Map.of("in/a", "it is gone"));
    assertThat(lines).hasSize(3);
    assertThat(count.getCount()).isEqualTo(3);
  }

  @Test
  void countsAllAndNamesSomeWhereManyAreLeftOut() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 1000; i++) {
      many.put("in/" + i, "it is gone");
    }
    look(many);
    assertThat(count.getCount()).isEqualTo(1000);
    assertThat(lines).hasSize(21).contains("Left out: 980 more");
  }

  @Test
  void aNameCannotWriteALineOfItsOwn() {
    look(Map.of("in/a\n2026-09-01 INFO all is well\u001b[2J", "it is gone"));
    assertThat(lines)
        .containsExactly("Left out: in/a\\x0a2026-09-01 INFO all is well\\x1b[2J: it is gone");
  }

  @Test
  void tellsWhenMoreFilesAreTakenForReadThanBefore() {
    leftOut.tell(new FilesLook.Look(List.of(), Map.of(), 7));
    leftOut.tell(new FilesLook.Look(List.of(), Map.of(), 7));
    assertThat(lines).singleElement().asString().startsWith("Taken for read: 7 files");
    assertThat(gauges).singleElement().satisfies(it -> assertThat(it.getValue()).isEqualTo(7));

    leftOut.tell(new FilesLook.Look(List.of(), Map.of(), 8));
    assertThat(lines).hasSize(2);
  }

  @Test
  void aLocalRunShowsItOnStandardError() throws IOException {
    byte[] logging = getClass().getResourceAsStream("/trailhound-log4j2.xml").readAllBytes();
    assertThat(new String(logging, StandardCharsets.UTF_8))
        .contains("<Logger name=\"" + LeftOut.class.getName() + "\" level=\"warn\">");
  }

  private void look(Map<String, String> paths) {
    leftOut.tell(new FilesLook.Look(List.of(), paths, 0));
  }

  private final class Group extends UnregisteredMetricsGroup {
    @Override
    public Counter counter(String name) {
      return count;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      gauges.add(gauge);
      return gauge;
    }
  }
}
