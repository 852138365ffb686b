package io.trailhound.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkListsTest {
  @TempDir Path folder;

  @Test
  void tagsAddressesWithTheNamesOfTheListsThatHaveThem() throws IOException {
    NetworkLists lists =
        read(
            Map.of(
                "tor.txt", "# Tor\n198.51.100.7\n2001:db8::1 ; an exit\n\n",
                "hosting.txt", "198.51.100.0/24 # all of it\r\n2001:db8::/32\n",
                "offices", "\uFEFF203.0.113.0/29\n"));
    assertThat(lists.of("198.51.100.7")).containsExactly("hosting", "tor");
    assertThat(lists.of("198.51.100.8")).containsExactly("hosting");
    assertThat(lists.of("198.51.101.0")).isEmpty();
    assertThat(lists.of("2001:db8::1")).containsExactly("hosting", "tor");
    assertThat(lists.of("203.0.113.7")).containsExactly("offices");
    assertThat(lists.of("203.0.113.8")).isEmpty();
    assertThat(lists.of("AWS Internal")).isEmpty();
    assertThat(lists.of(null)).isEmpty();
  }

  @Test
  void takesAnIpv4AddressMappedIntoIpv6ForThatAddress() throws IOException {
    NetworkLists lists =
        read(Map.of("a.txt", "::ffff:198.51.100.0/120\n", "b.txt", "10.0.0.0/8\n"));
    assertThat(lists.of("198.51.100.255")).containsExactly("a");
    assertThat(lists.of("::ffff:198.51.100.1")).containsExactly("a");
    assertThat(lists.of("::ffff:a00:1")).containsExactly("b");
    assertThat(lists.of("198.51.101.0")).isEmpty();
  }

  @Test
  void keepsTheVersionsApart() throws IOException {
    NetworkLists lists = read(Map.of("v4.txt", "0.0.0.0/0\n", "v6.txt", "::/0\n"));
    assertThat(lists.of("255.255.255.255")).containsExactly("v4");
    assertThat(lists.of("0.0.0.0")).containsExactly("v4");
    assertThat(lists.of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).containsExactly("v6");
    assertThat(lists.of("::")).containsExactly("v6");
  }

  @Test
  void agreesWithLookingThroughAllNetworksOneByOne() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      agrees(new Random(seed), seed % 2 == 0 ? 4 : 16);
    }
  }

  /** Few different bits, so that networks lie in each other, begin and end together. */
  private void agrees(Random random, int length) throws IOException {
    Map<String, String> texts = new HashMap<>();
    List<Plain> all = new ArrayList<>();
    for (String tag : List.of("a", "b", "c")) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        byte[] address = address(random, length);
        int bits = random.nextInt(length * 8 + 1);
        text.append(InetAddress.getByAddress(address).getHostAddress()).append('/').append(bits);
        text.append('\n');
        all.add(new Plain(address, bits, tag));
      }
      texts.put(tag + ".txt", text.toString());
    }
    NetworkLists lists = read(texts);
    for (int i = 0; i < 300; i++) {
      byte[] asked = i < all.size() ? edge(all.get(i), random) : address(random, length);
      TreeSet<String> tags = new TreeSet<>();
      all.stream().filter(network -> network.holds(asked)).forEach(found -> tags.add(found.tag));
      String text = InetAddress.getByAddress(asked).getHostAddress();
      assertThat(lists.of(text)).as(text + " in " + texts).containsExactlyElementsOf(tags);
    }
  }

  private static byte[] address(Random random, int length) {
    byte[] address = new byte[length];
    for (int i = 0; i < length; i++) {
      address[i] = (byte) List.of(0, 255, 128, 1, 7).get(random.nextInt(5)).intValue();
    }
    address[0] = (byte) (random.nextBoolean() ? 0x20 : 0xff); // no address that is mapped
    return address;
  }

  /** The first or last address of a network, or one beside it. */
  private static byte[] edge(Plain network, Random random) {
    byte[] address = network.address.clone();
    boolean one = random.nextBoolean();
    for (int bit = network.bits; bit < address.length * 8; bit++) {
      int mask = 0x80 >> bit % 8;
      address[bit / 8] = (byte) (one ? address[bit / 8] | mask : address[bit / 8] & ~mask);
    }
    int step = random.nextInt(3) - 1;
    for (int i = address.length - 1; i >= 0 && step != 0; i--) {
      int sum = (address[i] & 0xff) + step;
      address[i] = (byte) sum;
      step = sum < 0 ? -1 : sum > 255 ? 1 : 0;
    }
    boolean mapped = IpAddress.parse(text(address)).length != address.length;
    return mapped ? network.address : address;
  }

  private static String text(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private record Plain(byte[] address, int bits, String tag) {
    boolean holds(byte[] other) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  @Test
  void namesFileAndLineOfWhatIsNoNetwork() throws IOException {
    for (String wrong :
        List.of(
            "198.51.100.0/33",
            "2001:db8::/129",
            "198.51.100.0/-1",
            "198.51.100.0/",
            "198.51.100.0/24/7",
            "198.51.100.256",
            "198.51.100.1-198.51.100.9",
            "example.com",
            "::ffff:198.51.100.0/24",
            "198.51.100.0/\u0661")) {
      Path file = Files.writeString(folder.resolve("tor.txt"), "# one\n" + wrong + "\n");
      assertThatThrownBy(() -> read(List.of(file)))
          .as(wrong)
          .isInstanceOf(LookupException.class)
          .hasMessage(
              "%s:2: '%s' is no network. Right would be: 198.51.100.0/24, 2001:db8::/32 or one address, and # before a comment."
                  .formatted(file, wrong));
    }
  }

  @Test
  void refusesOddBytesAndNamesThatAreNoTags() throws IOException {
    Path odd = Files.write(folder.resolve("odd.txt"), new byte[] {'#', '\n', (byte) 0xff, '\n'});
    assertThatThrownBy(() -> read(List.of(odd)))
        .hasMessage(odd + ":2: is no UTF-8 text. Right would be: UTF-8.");
    Path named = Files.writeString(folder.resolve("my list.txt"), "10.0.0.0/8\n");
    assertThatThrownBy(() -> read(List.of(named)))
        .isInstanceOf(LookupException.class)
        .hasMessageContaining("its name is no tag. Right would be: letters, digits");
    Path escape = Files.writeString(folder.resolve("esc.txt"), "\u001b]0x\u0007\n");
    assertThatThrownBy(() -> read(List.of(escape))).hasMessageContaining("'\\x1b]0x\\x07'");
  }

  @Test
  void holdsManyNetworksAndRefusesTooMany() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= NetworkLists.MOST; i++) {
      text.append(i >>> 16).append('.').append(i >>> 8 & 255).append('.').append(i & 255);
      text.append(".0/").append(20 + i % 13).append('\n');
    }
    Path file = Files.writeString(folder.resolve("many.txt"), text);
    assertThatThrownBy(() -> read(List.of(file)))
        .isInstanceOf(LookupException.class)
        .hasMessageContaining("many.txt:1000001: the lists have more than 1,000,000 networks");
    text.setLength(text.lastIndexOf("\n", text.length() - 2) + 1);
    Files.writeString(file, text);
    assertThat(read(List.of(file)).of("15.66.63.1")).containsExactly("many");
  }

  private NetworkLists read(Map<String, String> texts) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      files.add(Files.writeString(folder.resolve(text.getKey()), text.getValue()));
    }
    return read(files);
  }

  private static NetworkLists read(List<Path> files) throws IOException {
    return NetworkLists.KIND.read(
        files.stream().map(file -> new org.apache.flink.core.fs.Path(file.toUri())).toList());
  }
}
