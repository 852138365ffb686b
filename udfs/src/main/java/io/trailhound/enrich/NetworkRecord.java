package io.trailhound.enrich;

import io.trailhound.model.LookedUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The record of a network in a MaxMind file in, what we have names for out: its place, and as tags
 * what it's said to be. By content, not by the type's name, because other makers write the same
 * layouts under their own: {@code country.iso_code} in MaxMind's is {@code country_code} in flat
 * ones.
 */
final class NetworkRecord {
  /** What a network is, in a word; MaxMind's and others'. */
  private static final List<String> KINDS =
      List.of("connection_type", "user_type", "usage_type", "proxy_type");

  private static final String FLAG = "is_";

  private final Map<?, ?> record;
  private final Map<String, List<String>> facts = new HashMap<>();

  private NetworkRecord(Map<?, ?> record) {
    this.record = record;
  }

  /**
   * @param record as it was decoded; anything but a map says nothing
   * @return values by names of {@link LookedUp}
   */
  static Map<String, List<String>> of(Object record) {
    if (!(record instanceof Map<?, ?> map)) {
      return Map.of();
    }
    NetworkRecord reading = new NetworkRecord(map);
    reading.place();
    reading.tags();
    return reading.facts;
  }

  private void place() {
    put(LookedUp.CONTINENT_CODE, text("continent", "code"), text("continent_code"));
    put(LookedUp.CONTINENT_NAME, text("continent", "names", "en"), text("continent_name"));
    String country = text("country");
    boolean isCode = country != null && country.matches("[A-Z]{2}");
    String code = first(text("country", "iso_code"), text("country_code"), isCode ? country : null);
    put(LookedUp.COUNTRY_CODE, code);
    put(
        LookedUp.COUNTRY_NAME,
        text("country", "names", "en"),
        text("country_name"),
        isCode ? null : country);
    String region = text("subdivisions", "iso_code");
    put(LookedUp.REGION_CODE, code == null || region == null ? null : code + "-" + region);
    put(LookedUp.REGION_NAME, text("subdivisions", "names", "en"), text("region"));
    put(LookedUp.CITY_NAME, text("city", "names", "en"), text("city"));
    put(LookedUp.POSTAL_CODE, text("postal", "code"), text("postal_code"), text("postal"));
    put(LookedUp.TIMEZONE, text("location", "time_zone"), text("timezone"));
    location();
  }

  private void location() {
    Object latitude = at("location", "latitude");
    Object longitude = at("location", "longitude");
    if (latitude instanceof Double north && longitude instanceof Double east) {
      boolean onEarth = Math.abs(north) <= 90 && Math.abs(east) <= 180; // and no NaN
      if (onEarth) {
        facts.put(LookedUp.LOCATION, List.of(north.toString(), east.toString()));
      }
    }
  }

  /** Flags that are set, kinds, and what a file of one's own has as {@code tags}. */
  private void tags() {
    List<String> tags = new ArrayList<>();
    flags(record, tags);
    if (record.get("traits") instanceof Map<?, ?> traits) {
      flags(traits, tags);
      KINDS.forEach(kind -> kind(traits.get(kind), tags));
    }
    KINDS.forEach(kind -> kind(record.get(kind), tags));
    if (record.get("tags") instanceof List<?> own) {
      own.forEach(tag -> tag(tag, tags));
    } else {
      tag(record.get("tags"), tags);
    }
    if (!tags.isEmpty()) {
      facts.put(LookedUp.TAGS, tags);
    }
  }

  private static void flags(Map<?, ?> from, List<String> tags) {
    from.forEach(
        (key, value) -> {
          if (key instanceof String name && (value.equals(true) || value.equals("true"))) {
            tag(name.startsWith(FLAG) ? name.substring(FLAG.length()) : name, tags);
          }
        });
  }

  /** {@code Cable/DSL} is {@code cable_dsl}. */
  private static void kind(Object value, List<String> tags) {
    if (value instanceof String text) {
      tag(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"), tags);
    }
  }

  private static void tag(Object value, List<String> tags) {
    if (value instanceof String text && !text.isBlank()) {
      tags.add(text);
    }
  }

  private void put(String name, String... candidates) {
    String value = first(candidates);
    if (value != null) {
      facts.put(name, List.of(value));
    }
  }

  private static String first(String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }

  /** The text at a path, or null. */
  private String text(String... path) {
    Object value = at(path);
    return value instanceof String text && !text.isBlank() ? text : null;
  }

  /** What is at a path; of a list, as of a place's subdivisions, its first value. */
  private Object at(String... path) {
    Object value = record;
    for (String key : path) {
      if (value instanceof List<?> list) {
        value = list.isEmpty() ? null : list.get(0);
      }
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return Objects.requireNonNullElse(value, "");
  }
}
