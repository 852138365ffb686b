package io.trailhound.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The places of the demo's networks, all of them made up. */
class DemoPlacesTest {
  private static final Path FILE =
      Path.of("../testdata/where/examples/trailhound-demo-places.mmdb");

  /** {@code -Dtrailhound.write=true} writes it anew. */
  @Test
  void theFileOfTheDemoHasThesePlaces() throws IOException {
    byte[] bytes =
        new MmdbFile("Trailhound-Demo-Places")
            .add(
                "192.0.2.0/24",
                place("SE", "Sweden", "Gothenburg", 57.7, 11.97, "Europe/Stockholm", Map.of()))
            .add(
                "198.18.0.0/24",
                place(
                    "SE",
                    "Sweden",
                    "Gothenburg",
                    57.7,
                    11.97,
                    "Europe/Stockholm",
                    Map.of("is_anonymous", true, "is_anonymous_vpn", true)))
            .add(
                "198.18.11.0/24",
                place(
                    "RO",
                    "Romania",
                    "Bucharest",
                    44.43,
                    26.1,
                    "Europe/Bucharest",
                    Map.of("is_anonymous", true, "is_hosting_provider", true)))
            .add(
                "198.18.36.0/24",
                place(
                    "DE",
                    "Germany",
                    "Frankfurt am Main",
                    50.11,
                    8.68,
                    "Europe/Berlin",
                    Map.of("is_hosting_provider", true)))
            .add(
                "198.18.40.0/24",
                place(
                    "FI",
                    "Finland",
                    "Helsinki",
                    60.17,
                    24.94,
                    "Europe/Helsinki",
                    Map.of("is_anonymous", true)))
            .bytes();
    if (Boolean.getBoolean("trailhound.write")) {
      Files.write(FILE, bytes);
    }
    assertThat(Files.readAllBytes(FILE)).isEqualTo(bytes);
  }

  private static Map<String, Object> place(
      String code,
      String country,
      String city,
      double latitude,
      double longitude,
      String zone,
      Map<String, Boolean> flags) {
    Map<String, Object> record = new HashMap<>(flags);
    record.put("continent", Map.of("code", "EU", "names", Map.of("en", "Europe")));
    record.put("country", Map.of("iso_code", code, "names", Map.of("en", country)));
    record.put("city", Map.of("names", Map.of("en", city)));
    record.put("location", Map.of("latitude", latitude, "longitude", longitude, "time_zone", zone));
    record.put("postal", Map.of());
    record.put("subdivisions", List.of());
    return record;
  }
}
