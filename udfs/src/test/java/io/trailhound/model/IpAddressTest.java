package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 1.2.3.4",
    "035.249.253.232, 35.249.253.232",
    "010.000.000.001, 10.0.0.1",
    "250.1.2.3, 250.1.2.3",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::a, 2001:db8::a",
    "2001:db8:0:0:1:2:3:4, 2001:db8:0:0:1:2:3:4",
    "64:ff9b::198.51.100.7, 64:ff9b::c633:6407"
  })
  void readsAddresses(String text, String same) throws UnknownHostException {
    assertThat(IpAddress.parse(text)).isEqualTo(InetAddress.getByName(same).getAddress());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "AWS Internal",
        "ec2.amazonaws.com",
        "30.*.0.210",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "0001.2.3.4",
        "1.2.3.4 ",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::",
        "fe80::1%eth0",
        "1:2:3:4:5:6:7::8:9",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "1.2.3.4:80"
      })
  void findsNoAddressInAnythingElse(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @Test
  void missingTextIsNoAddress() {
    assertThat(IpAddress.parse(null)).isNull();
  }

  @Test
  void agreesWithJavaOnRandomIpv6() throws UnknownHostException {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      InetAddress address = InetAddress.getByAddress(bytes);
      assertThat(IpAddress.parse(address.getHostAddress())).isEqualTo(bytes);
    }
  }
}
