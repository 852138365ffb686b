package io.trailhound.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.model.LookedUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkDatabaseTest {
  private static final Map<String, Object> GOTHENBURG =
      Map.of(
          "continent", Map.of("code", "EU", "names", Map.of("en", "Europe", "sv", "Europa")),
          "country", Map.of("iso_code", "SE", "names", Map.of("en", "Sweden")),
          "subdivisions",
              List.of(Map.of("iso_code", "O", "names", Map.of("en", "Västra Götaland"))),
          "city", Map.of("names", Map.of("en", "Gothenburg")),
          "postal", Map.of("code", "411 01"),
          "location",
              Map.of("latitude", 57.7, "longitude", 11.97, "time_zone", "Europe/Stockholm"));

  @TempDir Path folder;

  @Test
  void readsThePlaceOutOfMaxMindsLayout() throws IOException {
    NetworkDatabase city = read(new MmdbFile("City").add("198.18.0.0/24", GOTHENBURG).bytes());
    Map<String, List<String>> place =
        Map.of(
            LookedUp.CONTINENT_CODE, List.of("EU"),
            LookedUp.CONTINENT_NAME, List.of("Europe"),
            LookedUp.COUNTRY_CODE, List.of("SE"),
            LookedUp.COUNTRY_NAME, List.of("Sweden"),
            LookedUp.REGION_CODE, List.of("SE-O"),
            LookedUp.REGION_NAME, List.of("Västra Götaland"),
            LookedUp.CITY_NAME, List.of("Gothenburg"),
            LookedUp.POSTAL_CODE, List.of("411 01"),
            LookedUp.TIMEZONE, List.of("Europe/Stockholm"),
            LookedUp.LOCATION, List.of("57.7", "11.97"));
    assertThat(city.of("198.18.0.255")).isEqualTo(place);
    assertThat(city.of("::ffff:198.18.0.255")).isEqualTo(place);
    for (String other : List.of("198.18.1.0", "2001:db8::1", "AWS Internal", "30.*.0.210", "")) {
      assertThat(city.of(other)).as(other).isEmpty();
    }
    assertThat(city.of(null)).isEmpty();
  }

  @Test
  void readsThePlaceOutOfFlatLayouts() throws IOException {
    NetworkDatabase flat =
        read(
            new MmdbFile("Flat")
                .add("198.18.0.0/24", Map.of("country", "SE", "city", "Malmö", "timezone", "Z"))
                .add(
                    "198.18.1.0/24",
                    Map.of("country", "Sweden", "country_code", "SE", "continent_code", "EU"))
                .bytes());
    assertThat(flat.of("198.18.0.1"))
        .isEqualTo(
            Map.of(
                LookedUp.COUNTRY_CODE, List.of("SE"),
                LookedUp.CITY_NAME, List.of("Malmö"),
                LookedUp.TIMEZONE, List.of("Z")));
    assertThat(flat.of("198.18.1.1"))
        .isEqualTo(
            Map.of(
                LookedUp.COUNTRY_CODE, List.of("SE"),
                LookedUp.COUNTRY_NAME, List.of("Sweden"),
                LookedUp.CONTINENT_CODE, List.of("EU")));
  }

  @Test
  void makesTagsOfFlagsAndKinds() throws IOException {
    NetworkDatabase kinds =
        read(
            new MmdbFile("Anonymous")
                .add(
                    "198.18.0.0/24",
                    Map.of(
                        "is_anonymous", true, "is_tor_exit_node", true, "is_public_proxy", false))
                .add("198.18.1.0/24", Map.of("connection_type", "Cable/DSL", "vpn", "true"))
                .add(
                    "198.18.2.0/24",
                    Map.of("traits", Map.of("is_anycast", true, "user_type", "hosting")))
                .add("198.18.3.0/24", Map.of("tags", List.of("red", "blue")))
                .add("2001:db8::/32", Map.of("tags", "green"))
                .bytes());
    assertThat(tags(kinds, "198.18.0.1")).containsExactlyInAnyOrder("anonymous", "tor_exit_node");
    assertThat(tags(kinds, "198.18.1.1")).containsExactlyInAnyOrder("cable_dsl", "vpn");
    assertThat(tags(kinds, "198.18.2.1")).containsExactlyInAnyOrder("anycast", "hosting");
    assertThat(tags(kinds, "198.18.3.1")).containsExactly("red", "blue");
    assertThat(tags(kinds, "2001:db8:ffff::1")).containsExactly("green");
  }

  @Test
  void takesValuesOfOtherTypesForNothing() throws IOException {
    Map<String, Object> odd =
        Map.of(
            "country", List.of(),
            "city", 7.5,
            "subdivisions", "x",
            "location", Map.of("latitude", 91.0, "longitude", Double.NaN),
            "continent", Map.of("code", List.of("EU")),
            "traits", List.of(true),
            "tags", List.of(1.5, ""),
            "is_hosting_provider", true);
    NetworkDatabase database = read(new MmdbFile("Odd").add("198.18.0.0/24", odd).bytes());
    assertThat(database.of("198.18.0.1"))
        .isEqualTo(Map.of(LookedUp.TAGS, List.of("hosting_provider")));
  }

  @Test
  void theFirstDatabaseCountsAndTagsAreTakenTogether() throws IOException {
    NetworkDatabase first =
        read(
            new MmdbFile("A")
                .add("198.18.0.0/24", Map.of("country", "SE", "is_vpn", true))
                .bytes());
    NetworkDatabase second =
        read(
            new MmdbFile("B")
                .add("198.18.0.0/16", Map.of("country", "DE", "city", "Bonn", "is_anonymous", true))
                .bytes());
    AddressFacts facts = new AddressFacts(List.of(first, second), null);
    assertThat(facts.of("198.18.0.1"))
        .hasEntrySatisfying(LookedUp.COUNTRY_CODE, it -> assertThat(it).containsExactly("SE"))
        .hasEntrySatisfying(LookedUp.CITY_NAME, it -> assertThat(it).containsExactly("Bonn"))
        .hasEntrySatisfying(
            LookedUp.TAGS, it -> assertThat(it).containsExactly("anonymous", "vpn"));
    assertThat(facts.of("198.19.0.1")).isNull();
  }

  @Test
  void refusesWhatIsNoDatabaseOrSaysNothing() throws IOException {
    byte[] whole = new MmdbFile("City").add("198.18.0.0/24", GOTHENBURG).bytes();
    for (int length = 0; length < whole.length; length += 13) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part))
          .as("the first %d bytes", length)
          .isInstanceOf(LookupException.class)
          .hasMessageContaining("Right would be: a .mmdb file with places or kinds of networks");
    }
    byte[] asn = Files.readAllBytes(Path.of("../testdata/asn/trailhound-demo.mmdb"));
    assertThatThrownBy(() -> read(asn))
        .isInstanceOf(LookupException.class)
        .hasMessageContaining(
            "type GeoLite2-ASN and says neither where a network is nor of which kind");
  }

  @Test
  void givesNoWrongAnswerWhereAFileIsDamagedInside() throws IOException {
    byte[] whole = new MmdbFile("City").add("198.18.0.0/24", GOTHENBURG).bytes();
    for (int place = 0; place < whole.length; place++) {
      byte[] damaged = whole.clone();
      damaged[place] ^= (byte) 0xff;
      try {
        read(damaged).of("198.18.0.1").values().forEach(values -> assertThat(values).isNotEmpty());
      } catch (LookupException refused) {
        assertThat(refused).hasMessageContaining("Right would be: ");
      }
    }
  }

  private static List<String> tags(NetworkDatabase database, String address) {
    return database.of(address).get(LookedUp.TAGS);
  }

  private NetworkDatabase read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("a.mmdb"), bytes);
    return NetworkDatabase.KIND
        .read(List.of(new org.apache.flink.core.fs.Path(file.toUri())))
        .get(0);
  }
}
