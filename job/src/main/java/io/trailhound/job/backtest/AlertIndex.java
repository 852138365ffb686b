package io.trailhound.job.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.alert.AlertDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file with many alerts, of which only what is counted is kept; the documents of a few are read
 * again from their lines.
 */
final class AlertIndex {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param line in the file, from 0
   * @param time as the document has it, so that texts are in the order of time
   */
  record Entry(
      String id, String rule, String time, String principal, List<String> networks, int line) {
    String day() {
      return time.substring(0, "2026-01-31".length());
    }
  }

  private final Path file;
  private final Map<String, List<Entry>> byRule;

  private AlertIndex(Path file, Collection<Entry> entries) {
    this.file = file;
    this.byRule =
        entries.stream()
            .sorted(Comparator.comparing(Entry::time).thenComparing(Entry::id))
            .collect(Collectors.groupingBy(Entry::rule, TreeMap::new, Collectors.toList()));
  }

  /** Of the final alerts; an id that comes again replaces what it said before. */
  static AlertIndex of(Path file) throws IOException {
    Map<String, Entry> latest = new LinkedHashMap<>();
    Map<String, String> texts = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        AlertDocument alert = new AlertDocument(JSON.readTree(line));
        if (alert.isFinal()) {
          latest.put(alert.id(), entry(alert, number, texts));
        }
        number++;
      }
    }
    return new AlertIndex(file, latest.values());
  }

  /** Names come again and again: one text each. */
  private static Entry entry(AlertDocument alert, int line, Map<String, String> texts) {
    return new Entry(
        alert.id(),
        texts.computeIfAbsent(alert.rule(), text -> text),
        alert.time(),
        texts.computeIfAbsent(alert.principal(), text -> text),
        alert.networks().stream().map(it -> texts.computeIfAbsent(it, text -> text)).toList(),
        line);
  }

  /** In the order of time. */
  List<Entry> of(String rule) {
    return byRule.getOrDefault(rule, List.of());
  }

  /** The documents of a few alerts, in their order. */
  List<JsonNode> documents(List<Entry> wanted) throws IOException {
    Map<Integer, JsonNode> found = new HashMap<>();
    Set<Integer> lines = wanted.stream().map(Entry::line).collect(Collectors.toSet());
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (int number = 0; found.size() < lines.size(); number++) {
        String line = reader.readLine();
        if (lines.contains(number)) {
          found.put(number, JSON.readTree(line));
        }
      }
    }
    return wanted.stream().map(entry -> found.get(entry.line())).toList();
  }
}
