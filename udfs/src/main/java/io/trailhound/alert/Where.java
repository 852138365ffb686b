package io.trailhound.alert;

import io.trailhound.model.LookedUp;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What files say of an alert's account and addresses in, the objects of the document that show it
 * out: nothing where nothing is known.
 */
final class Where {
  private static final String LABELS = "labels.";
  private static final String PLACE = "source.geo.";

  private final Map<String, String[]> facts;

  Where(Map<String, String[]> facts) {
    this.facts = facts == null ? Map.of() : facts;
  }

  void writeAccountName(EcsWriter json) throws IOException {
    json.text("name", first(LookedUp.ACCOUNT_NAME));
  }

  void writeLabels(EcsWriter json) throws IOException {
    json.begin("labels");
    for (String name : LookedUp.OF_ACCOUNTS) {
      if (name.startsWith(LABELS)) {
        json.text(name.substring(LABELS.length()), first(name));
      }
    }
    json.end();
  }

  /** Within {@code source}. */
  void writePlace(EcsWriter json) throws IOException {
    json.begin("geo");
    for (String name : LookedUp.OF_PLACES) {
      json.text(name.substring(PLACE.length()), first(name));
    }
    String[] location = facts.get(LookedUp.LOCATION);
    json.begin("location");
    if (location != null) {
      json.number("lat", Double.valueOf(location[0]));
      json.number("lon", Double.valueOf(location[1]));
    }
    json.end(2);
  }

  /** The same as OCSF has it. */
  void writeLocation(EcsWriter json) throws IOException {
    String country = first(LookedUp.COUNTRY_CODE);
    if (country == null && first(LookedUp.CITY_NAME) == null) {
      return; // the schema wants one of these
    }
    json.begin("location");
    json.text("city", first(LookedUp.CITY_NAME));
    json.text("continent", first(LookedUp.CONTINENT_NAME));
    json.text("country", country);
    json.text("region", first(LookedUp.REGION_CODE));
    json.text("postal_code", first(LookedUp.POSTAL_CODE));
    String[] location = facts.get(LookedUp.LOCATION);
    if (location != null) {
      json.number("lat", Double.valueOf(location[0]));
      json.number("long", Double.valueOf(location[1]));
    }
    json.end();
  }

  /** Within {@code trailhound}. */
  void writeTags(EcsWriter json) throws IOException {
    json.begin("network");
    json.texts("tags", List.of(facts.getOrDefault(LookedUp.TAGS, new String[0])));
    json.end();
  }

  private String first(String name) {
    String[] values = facts.get(name);
    return values == null ? null : values[0];
  }
}
