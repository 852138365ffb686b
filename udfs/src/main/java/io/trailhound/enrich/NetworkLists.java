package io.trailhound.enrich;

import io.trailhound.model.Cidr;
import io.trailhound.model.IpAddress;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * Addresses in, out the names of the lists that have them: text files, a network a line, whose
 * names are the tags. Immutable and safe for several threads.
 */
final class NetworkLists {
  static final FileKind<NetworkLists> KIND = new Kind();

  /** Of all lists together: what more of them took would be the heap's end. */
  static final int MOST = 1_000_000;

  private static final String ENDING = ".txt";
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern COMMENT = Pattern.compile("[#;].*");

  private final CidrTable version4;
  private final CidrTable version6;

  private NetworkLists(CidrTable version4, CidrTable version6) {
    this.version4 = version4;
    this.version6 = version6;
  }

  /** The tags of an address, in alphabetical order; none of what is no address. */
  String[] of(String address) {
    byte[] bytes = IpAddress.parse(address);
    if (bytes == null) {
      return new String[0];
    }
    return (bytes.length == 4 ? version4 : version6).of(bytes);
  }

  private static final class Kind implements FileKind<NetworkLists> {
    @Override
    public String title() {
      return "The list of networks";
    }

    @Override
    public String right() {
      return "a text file with a network a line, or a folder of such files that end with .txt";
    }

    @Override
    public String endingInFolder() {
      return ENDING;
    }

    @Override
    public NetworkLists read(List<Path> files) throws IOException {
      Reading reading = new Reading();
      for (Path file : files) {
        reading.add(file);
      }
      return new NetworkLists(reading.version4.build(), reading.version6.build());
    }
  }

  /** All files while they're read. */
  private static final class Reading {
    private final CidrTable.Builder version4 = new CidrTable.Builder();
    private final CidrTable.Builder version6 = new CidrTable.Builder();

    void add(Path file) throws IOException {
      String tag = tag(file);
      int number = 0;
      for (String line : (Iterable<String>) TextFile.read(file).lines()::iterator) {
        number++;
        String network = COMMENT.matcher(line).replaceFirst("").strip();
        if (!network.isEmpty()) {
          add(network, tag, TextFile.at(file, number));
        }
      }
    }

    private void add(String network, String tag, String where) {
      Cidr cidr;
      try {
        cidr = Cidr.parse(network);
      } catch (IllegalArgumentException notOne) {
        throw new LookupException(
            "%s: '%s' is no network. Right would be: 198.51.100.0/24, 2001:db8::/32 or one address, and # before a comment."
                .formatted(where, TerminalText.escape(TerminalText.cut(network, 80))));
      }
      (cidr.network().length == 4 ? version4 : version6).add(cidr, tag);
      if (version4.size() + version6.size() > MOST) {
        throw new LookupException(
            String.format(
                Locale.ROOT,
                "%s: the lists have more than %,d networks together. Right would be: fewer.",
                where,
                MOST));
      }
    }

    /** The file's name, without its ending. */
    private static String tag(Path file) {
      String name = file.getName();
      String tag =
          name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
      if (!TAG.matcher(tag).matches()) {
        throw new LookupException(
            "%s: its name is no tag. Right would be: letters, digits, '.', '_' and '-', such as tor.txt."
                .formatted(TerminalText.escape(TextFile.name(file))));
      }
      return tag;
    }
  }
}
