package io.trailhound.job.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What was given for each key, still as text, with where it came from. */
public final class Settings {

  /**
   * @param origin for messages: {@code --lateness}, {@code trailhound.properties:3}
   */
  record Given(List<String> values, String origin) {}

  /** Before a property of Kafka's clients. */
  static final String KAFKA = "kafka.";

  private final Map<String, Given> given = new LinkedHashMap<>();

  /** What keys and values were read from. */
  private final Set<String> files = new LinkedHashSet<>();

  /** Remembers that {@code file} was read for these. */
  void readFrom(String file) {
    files.add(file);
  }

  /**
   * Takes what {@code key} was given at {@code origin}.
   *
   * @throws ConfigException when there's no such key
   */
  public void put(String key, List<String> values, String origin) {
    if (!key.startsWith(KAFKA) && Keys.ALL.stream().noneMatch(k -> k.name().equals(key))) {
      throw unknown(key, origin);
    }
    given.put(key, new Given(List.copyOf(values), origin));
  }

  /** The same for a place that has one text for a key: several values stand between commas. */
  void putText(String key, String text, String origin) {
    boolean many = Keys.ALL.stream().anyMatch(k -> k.name().equals(key) && k.many());
    put(key, many ? List.of(text.strip().split("\\s*,\\s*")) : List.of(text.strip()), origin);
  }

  /** What's missing here is taken from {@code other}. */
  public void addMissingFrom(Settings other) {
    other.given.forEach(given::putIfAbsent);
    files.addAll(other.files);
  }

  /** Those of the same whose key is {@code wanted}. */
  Settings only(Predicate<String> wanted) {
    Settings some = new Settings();
    some.files.addAll(files);
    given.forEach(
        (key, g) -> {
          if (wanted.test(key)) {
            some.given.put(key, g);
          }
        });
    return some;
  }

  /** Changes the values that were given for {@code key}, if any. */
  void change(Key<?> key, UnaryOperator<String> value) {
    given.computeIfPresent(
        key.name(), (name, g) -> new Given(g.values().stream().map(value).toList(), g.origin()));
  }

  public boolean has(Key<?> key) {
    return given.containsKey(key.name());
  }

  /** Where the key's value came from; "the default" when it wasn't given. */
  String origin(Key<?> key) {
    Given g = given.get(key.name());
    return g == null ? "the default" : g.origin();
  }

  <T> Optional<T> get(Key<T> key) {
    Given g = given.get(key.name());
    if (g != null) {
      return Optional.of(key.parse(g.values().get(0), g.origin()));
    }
    return Optional.ofNullable(key.fallback()).map(text -> key.parse(text, "the default"));
  }

  /** The same, with what is at the place that the value names ({@link Secret#PLACES}). */
  Optional<String> secret(Key<String> key) {
    return get(key).map(text -> Secret.resolve(key.name(), text, origin(key), System.getenv()));
  }

  <T> List<T> all(Key<T> key) {
    Given g = given.get(key.name());
    return g == null ? List.of() : key.parseAll(g.values(), g.origin());
  }

  /**
   * The same settings.
   *
   * @throws ConfigException when a secret stands in an argument, where every user of the machine
   *     can read it in the list of processes
   */
  Settings refuseBareSecrets() {
    given.forEach(
        (key, g) -> {
          if (g.origin().startsWith("--") && Secret.isBare(key, g.values().get(0))) {
            throw bare(key, g);
          }
        });
    return this;
  }

  /** The same for a key whose value is a secret only here. */
  void refuseBare(Key<String> key) {
    Given g = given.get(key.name());
    if (g != null && g.origin().startsWith("--") && !Secret.isPlace(g.values().get(0))) {
      throw bare(key.name(), g);
    }
  }

  private static ConfigException bare(String key, Given g) {
    return new ConfigException(
        "%s: its value is a secret, and arguments can be read by others (given as %s). Right would be: where it is, %s=PLACE with %s."
            .formatted(key, g.origin(), g.origin(), Secret.PLACES));
  }

  /**
   * @param needs what has to be given with it
   * @throws ConfigException when it was given nevertheless
   */
  void refuseUseless(Key<?> key, String needs) {
    if (has(key)) {
      throw new ConfigException(
          "%s (given as %s) has no effect here. Right would be: %s with it, or to leave it out."
              .formatted(key.name(), origin(key), needs));
    }
  }

  /** The files that keys, secrets and the template of a webhook are in, with what they're for. */
  Map<String, String> filesRead() {
    Map<String, String> read = new LinkedHashMap<>();
    files.forEach(file -> read.put(file, "config"));
    given.forEach(
        (key, g) -> {
          String value = g.values().isEmpty() ? "" : g.values().get(0);
          if (Secret.isFile(key, value)
              || (key.equals(WebhookKeys.TEMPLATE.name()) && WebhookConfig.isFile(value))) {
            read.put(value, key);
          }
        });
    return read;
  }

  /** Null when it wasn't given. */
  Given given(String key) {
    return given.get(key);
  }

  /** The properties of Kafka's clients that were given, with their prefix. */
  List<String> kafkaKeys() {
    return given.keySet().stream().filter(key -> key.startsWith(KAFKA)).toList();
  }

  boolean hasKafkaProperty(String name) {
    return given.containsKey(KAFKA + name);
  }

  /**
   * The clients' properties, without the prefix, secrets resolved.
   *
   * @throws ConfigException when a client would refuse one
   */
  Map<String, String> kafkaProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    given.forEach(
        (key, g) -> {
          if (key.startsWith(KAFKA)) {
            String value = Secret.resolve(key, g.values().get(0), g.origin(), System.getenv());
            KafkaValues.require(key, g.origin(), value);
            properties.put(key.substring(KAFKA.length()), value);
          }
        });
    return properties;
  }

  private static ConfigException unknown(String key, String origin) {
    List<String> names = Keys.ALL.stream().map(Key::name).toList();
    String hint =
        Suggestion.of(key, names)
            .map(name -> "Did you mean '" + name + "'?")
            .orElse("Known keys: " + String.join(", ", names) + ".");
    return new ConfigException(
        "there is no key '%s' (given as %s). %s".formatted(key, origin, hint));
  }
}
