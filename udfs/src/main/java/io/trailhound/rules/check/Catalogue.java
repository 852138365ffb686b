package io.trailhound.rules.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The events that AWS's services write: {@code services.tsv}, made from AWS's own service models,
 * and {@code more-events.tsv}, what they leave out. Read when something is checked for the first
 * time; no job does.
 */
final class Catalogue {
  private static final Pattern SOURCE = Pattern.compile("botocore \\S+ of \\S+");
  private static Catalogue shared;

  /** By service, which is its host without {@code .amazonaws.com}, its events. */
  private final Map<String, Set<String>> events = new TreeMap<>();

  private final Map<String, Set<String>> parameters = new HashMap<>();

  /** By name in lower case, the names as they're written and the services that write them. */
  private final Map<String, Set<String>> names = new HashMap<>();

  private final Map<String, Set<String>> services = new HashMap<>();
  private final Map<String, String> permissions = new HashMap<>();
  private String source = "";

  private Catalogue() {
    lines("services.tsv").forEach(this::service);
    lines("more-events.tsv").forEach(this::more);
  }

  static synchronized Catalogue get() {
    if (shared == null) {
      shared = new Catalogue();
    }
    return shared;
  }

  private static List<String> lines(String name) {
    List<String> lines = new ArrayList<>();
    InputStream in = Catalogue.class.getResourceAsStream(name);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is part of the jar", e);
    }
    return lines;
  }

  private void service(String line) {
    if (line.startsWith("#")) {
      Matcher made = SOURCE.matcher(line);
      source = made.find() ? made.group() : source;
      return;
    }
    String[] columns = line.split("\t", -1);
    add(columns[0], columns[1].split(" "));
    parameters
        .computeIfAbsent(columns[0], first -> new HashSet<>())
        .addAll(List.of(columns[2].split(" ")));
  }

  private void more(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] columns = line.split("\t", -1);
    switch (columns[0]) {
      case "permission" -> permissions.put(columns[1].toLowerCase(Locale.ROOT), columns[2]);
      case "same" -> add(columns[1], events.get(columns[2]).toArray(String[]::new));
      default -> add(columns[0], columns[1].split(" "));
    }
  }

  private void add(String service, String[] all) {
    Set<String> known = events.computeIfAbsent(service, first -> new TreeSet<>());
    for (String event : all) {
      String lower = event.toLowerCase(Locale.ROOT);
      known.add(event);
      names.computeIfAbsent(lower, first -> new TreeSet<>()).add(event);
      services.computeIfAbsent(lower, first -> new TreeSet<>()).add(service);
    }
  }

  /** What it was made from and when. */
  String source() {
    return source;
  }

  Set<String> services() {
    return events.keySet();
  }

  /** All events of a service; empty when it isn't known. */
  Set<String> events(String service) {
    return events.getOrDefault(service, Set.of());
  }

  /** The services that write {@code event}, whatever its case. */
  Set<String> servicesOf(String event) {
    return services.getOrDefault(event.toLowerCase(Locale.ROOT), Set.of());
  }

  /** How {@code event} is written; empty when it isn't known. */
  Set<String> written(String event) {
    return names.getOrDefault(event.toLowerCase(Locale.ROOT), Set.of());
  }

  /**
   * {@code event} in the one case that it's written in; as it is where it isn't known, or services
   * differ: a person has to say which is meant.
   */
  String inRightCase(String event) {
    Set<String> written = written(event);
    return written.size() == 1 ? written.iterator().next() : event;
  }

  /** All names of events, in lower case. */
  Set<String> names() {
    return names.keySet();
  }

  /** What events say where a policy says {@code permission}; null when it's no such permission. */
  String insteadOf(String permission) {
    return permissions.get(permission.toLowerCase(Locale.ROOT));
  }

  /** Names of the parameters of a service's calls. */
  Set<String> parameters(String service) {
    return parameters.getOrDefault(service, Set.of());
  }
}
