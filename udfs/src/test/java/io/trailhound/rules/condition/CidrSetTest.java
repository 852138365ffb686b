package io.trailhound.rules.condition;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Cidr;
import io.trailhound.model.IpAddress;
import io.trailhound.rules.sigma.Sigma;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CidrSetTest {
  private final Random random = new Random(5);

  @Test
  void agreesWithEachNetworkByItself() {
    for (int round = 0; round < 2_000; round++) {
      List<Cidr> networks =
          Stream.generate(this::network).limit(1 + random.nextInt(6)).map(Cidr::parse).toList();
      CidrSet set = new CidrSet(networks);
      for (int i = 0; i < 20; i++) {
        String address = address();
        boolean inside = networks.stream().anyMatch(network -> isIn(network, address));
        assertThat(set.contains(address)).as("%s in %s", address, networks).isEqualTo(inside);
      }
    }
  }

  @Test
  void aLongListOfARuleMeansTheSameAsItsNetworks() {
    String rule =
        IntStream.range(0, 100)
            .mapToObj(i -> String.format(Locale.ROOT, "10.%d.0.0/%d", i, 16 + i % 8))
            .collect(joining(", ", "source.ip|cidr: [", "]"));
    assertThat(Sigma.selects(rule, "'eventName':'A','sourceIPAddress':'10.99.0.1'")).isTrue();
    assertThat(Sigma.selects(rule, "'eventName':'A','sourceIPAddress':'10.99.255.1'")).isFalse();
    assertThat(Sigma.selects(rule, "'eventName':'A','sourceIPAddress':'AWS Internal'")).isFalse();
  }

  private static boolean isIn(Cidr network, String address) {
    String bits = bits(IpAddress.parse(address));
    String all = bits(network.network());
    return bits.length() == all.length() && bits.startsWith(all.substring(0, network.bits()));
  }

  private static String bits(byte[] address) {
    StringBuilder bits = new StringBuilder();
    for (byte b : address) {
      bits.append(Integer.toBinaryString(0x100 | (b & 0xff)).substring(1));
    }
    return bits.toString();
  }

  /** Of few bits, so that some lie in others. */
  private String network() {
    return random.nextBoolean()
        ? address4() + "/" + random.nextInt(33)
        : address6() + "/" + random.nextInt(129);
  }

  private String address() {
    return random.nextBoolean() ? address4() : address6();
  }

  private String address4() {
    return String.format(
        Locale.ROOT, "%d.%d.0.%d", 8 * random.nextInt(3), random.nextInt(3), random.nextInt(3));
  }

  private String address6() {
    return String.format(
        Locale.ROOT, "%x:%x::%x", 1 + random.nextInt(3), random.nextInt(3), random.nextInt(3));
  }
}
