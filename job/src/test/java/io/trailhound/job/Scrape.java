package io.trailhound.job;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus would get from Flink's reporter: a page of its text format, read. */
record Scrape(List<Sample> samples, Map<String, String> types) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What Flink puts before the names of an operator's metrics of ours. */
  static final String PREFIX = "flink_taskmanager_job_task_operator_trailhound_";

  static final String GROUP = "_trailhound_";

  /** What Managed Flink passes on. */
  static final String CLOUD_WATCH_GROUP = "_kinesisanalytics_";

  private static final Set<String> FLINKS_LABELS =
      Set.of(
          "host",
          "tm_id",
          "job_id",
          "job_name",
          "task_id",
          "task_name",
          "task_attempt_id",
          "task_attempt_num",
          "subtask_index",
          "operator_id",
          "operator_name");

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(.*)} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"([^\"]*)\"");

  record Sample(String name, Map<String, String> labels, double value) {}

  /** Of this job, and of no job: {@link SharedFlink} has others. */
  static Scrape of(RunningJob job) throws IOException, InterruptedException {
    return of(job, "");
  }

  /** Of one of our metrics, summed, which takes much less time than all of them. */
  static double sum(RunningJob job, String name) throws IOException, InterruptedException {
    return sumOf(job, PREFIX + name);
  }

  /** Of any metric, by its full name. */
  static double sumOf(RunningJob job, String metric) throws IOException, InterruptedException {
    return of(job, "?name%5B%5D=" + metric).samples.stream()
        .filter(sample -> sample.name.equals(metric))
        .mapToDouble(Sample::value)
        .sum();
  }

  private static Scrape of(RunningJob job, String query) throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + ScrapedReporter.port() + "/metrics" + query;
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    Scrape all = parse(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    String id = job.id().toString();
    return new Scrape(
        all.samples.stream()
            .filter(sample -> sample.labels.getOrDefault("job_id", id).equals(id))
            .toList(),
        all.types);
  }

  private static Scrape parse(String page) {
    Map<String, String> types = new HashMap<>();
    List<Sample> samples = new ArrayList<>();
    for (String line : page.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ");
        types.put(words[2], words[3]);
      } else if (sample.matches()) {
        samples.add(
            new Sample(
                sample.group(1), labels(sample.group(2)), Double.parseDouble(sample.group(3))));
      }
    }
    return new Scrape(samples, types);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
    return labels;
  }

  /** Our metric {@code name} with these labels, summed over everything else. */
  double sum(String name, Map<String, String> labels) {
    return sumOf(PREFIX + name, labels);
  }

  /** Any metric, by its full name, with these labels, summed over everything else. */
  double sumOf(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name.equals(name))
        .filter(sample -> sample.labels.entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** Our metric {@code name} of each subtask. */
  List<Double> values(String name) {
    return samples.stream()
        .filter(sample -> sample.name.equals(PREFIX + name))
        .map(Sample::value)
        .toList();
  }

  /** Of all metrics, Flink's own too. */
  Set<String> names() {
    return samples.stream().map(Sample::name).collect(Collectors.toSet());
  }

  /** Type, name and own labels of each metric in a group, sorted: what must stay as it is. */
  List<String> signatures(String group) {
    return samples.stream()
        .filter(sample -> types.containsKey(sample.name) && sample.name.contains(group))
        .map(sample -> types.get(sample.name) + " " + sample.name + ownLabels(sample))
        .distinct()
        .sorted()
        .toList();
  }

  private static String ownLabels(Sample sample) {
    return sample.labels.keySet().stream()
        .filter(label -> !FLINKS_LABELS.contains(label))
        .map(label -> " " + label)
        .collect(Collectors.joining());
  }

  /** Our metric {@code name}, by the values of {@code label}; zeros are left out. */
  Map<String, Long> by(String label, String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name.equals(PREFIX + name) && sample.value > 0)
        .filter(sample -> sample.labels.entrySet().containsAll(labels.entrySet()))
        .collect(
            Collectors.toMap(
                sample -> sample.labels.get(label),
                sample -> (long) sample.value,
                Long::sum,
                TreeMap::new));
  }
}
