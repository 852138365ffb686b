package io.trailhound.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsnDatabaseTest {
  private static final Path TESTDATA = Path.of("../testdata");
  private static final Path DEMO = TESTDATA.resolve("asn/trailhound-demo.mmdb");

  /** One line of a network list; the organisation is null where the line has none. */
  private record Network(String network, long number, String organization) {}

  @Test
  void answersWhatTheNetworkListOfTheDemoSays() throws IOException {
    List<Network> networks = new ArrayList<>();
    for (String line :
        Files.readAllLines(TESTDATA.resolve("asn/networks.csv")).stream().skip(1).toList()) {
      String[] parts = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
      String name = parts[2].replace("\"", "");
      networks.add(new Network(parts[0], Long.parseLong(parts[1]), name.isEmpty() ? null : name));
    }
    assertThat(networks).hasSizeGreaterThan(50);
    assertAnswers(read(DEMO), networks);
  }

  @Test
  void answersWhatTheNetworkListOfTheVectorsSays() throws IOException {
    List<Network> networks = new ArrayList<>();
    for (String line : Files.readAllLines(TESTDATA.resolve("vectors/asn.tsv"))) {
      String[] parts = line.split("\t", -1);
      String name = parts.length < 3 || parts[2].isEmpty() ? null : parts[2];
      networks.add(new Network(parts[0], Long.parseLong(parts[1]), name));
    }
    assertThat(networks).hasSize(39);
    assertAnswers(read(TESTDATA.resolve("vectors/asn.mmdb")), networks);
  }

  @Test
  void knowsNothingOfOtherNetworksHostNamesAndMaskedAddresses() throws IOException {
    AsnDatabase demo = read(DEMO);
    for (String address :
        new String[] {
          "8.8.8.8",
          "203.0.113.240",
          "2001:db8:4::2",
          "AWS Internal",
          "ec2.amazonaws.com",
          "30.*.0.210",
          "",
          null,
          "255.255.255.255",
          "0.0.0.0",
          "::"
        }) {
      assertThat(demo.lookUp(address)).as(address).isEqualTo(AutonomousSystem.UNKNOWN);
    }
  }

  @Test
  void findsAnIpv4AddressWrittenAsIpv6() throws IOException {
    assertThat(read(DEMO).lookUp("::ffff:198.18.0.7").number()).isEqualTo(216025);
  }

  @Test
  void refusesBytesThatAreNoDatabase() {
    assertThatThrownBy(() -> AsnDatabase.read(new ByteArrayInputStream(new byte[5000]), "a.mmdb"))
        .isInstanceOf(LookupException.class)
        .hasMessageContaining("a.mmdb is not a MaxMind database")
        .hasMessageContaining("GeoLite2-ASN");
  }

  @Test
  void refusesADatabaseOfAnotherKind() {
    assertThatThrownBy(() -> read(Path.of("src/test/resources/asn/other-kind.mmdb")))
        .isInstanceOf(LookupException.class)
        .hasMessageContaining("type GeoLite2-Country")
        .hasMessageContaining("holds no AS numbers");
  }

  @Test
  void refusesAnyBeginningOfADatabase() throws IOException {
    byte[] whole = Files.readAllBytes(DEMO);
    for (int length = 0; length < whole.length; length += 97) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> AsnDatabase.read(new ByteArrayInputStream(part), "part.mmdb"))
          .as("the first %d bytes", length)
          .isInstanceOf(LookupException.class);
    }
  }

  private static void assertAnswers(AsnDatabase database, List<Network> networks)
      throws IOException {
    for (Network network : networks) {
      for (String address : edges(network.network())) {
        assertThat(database.lookUp(address))
            .as("%s in %s", address, network.network())
            .isEqualTo(new AutonomousSystem(network.number(), network.organization()));
      }
    }
  }

  /** The first and the last address of a network. */
  private static List<String> edges(String network) throws IOException {
    String[] parts = network.split("/");
    byte[] first = InetAddress.getByName(parts[0]).getAddress();
    byte[] last = first.clone();
    for (int bit = Integer.parseInt(parts[1]); bit < last.length * 8; bit++) {
      last[bit / 8] |= (byte) (0x80 >> (bit % 8));
    }
    return List.of(
        InetAddress.getByAddress(first).getHostAddress(),
        InetAddress.getByAddress(last).getHostAddress());
  }

  private static AsnDatabase read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return AsnDatabase.read(in, file.toString());
    }
  }
}
