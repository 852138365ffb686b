package io.trailhound.state;

import io.trailhound.state.inspect.Sighting;
import io.trailhound.state.savepoint.StateLine;

/** What a savepoint says was seen. */
final class Sightings {
  private Sightings() {}

  static Sighting newest(String savepoint) {
    return Ran.of("inspect", savepoint, "--format", "json")
        .out()
        .lines()
        .map(StateLine::parse)
        .filter(Sighting::isIn)
        .map(line -> Sighting.of(line, Sighting.episodes(line).iterator().next()))
        .max((a, b) -> Long.compare(a.last(), b.last()))
        .orElseThrow();
  }
}
