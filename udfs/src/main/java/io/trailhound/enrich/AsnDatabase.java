package io.trailhound.enrich;

import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.NoCache;
import com.maxmind.db.Reader;
import io.trailhound.model.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Addresses in, AS number and organisation out: a MaxMind file of the GeoLite2-ASN layout, held in
 * memory. Immutable and safe for several threads; {@link LiveFiles} swaps one for the next.
 */
public final class AsnDatabase {
  static final FileKind<AsnDatabase> KIND = new Kind();

  /** In the ISP layout some networks have no number: so many are looked at before giving up. */
  private static final int PROBE = 10_000;

  private final Reader reader;

  private AsnDatabase(Reader reader) {
    this.reader = reader;
  }

  /**
   * Reads a database.
   *
   * @param name the file's name, for messages
   * @throws LookupException when the bytes are no MaxMind file, or one that holds something else
   */
  public static AsnDatabase read(InputStream in, String name) throws IOException {
    Reader reader;
    try {
      reader = new Reader(in, NoCache.getInstance());
    } catch (InvalidDatabaseException | CharacterCodingException | RuntimeException notOne) {
      throw new LookupException(
          "%s is not a MaxMind database (%s). Right would be: a .mmdb file of the GeoLite2-ASN layout."
              .formatted(name, notOne.getMessage()));
    }
    if (!holdsNumbers(reader)) {
      throw new LookupException(
          "%s is a MaxMind database of type %s and holds no AS numbers. Right would be: one of the GeoLite2-ASN layout."
              .formatted(name, reader.getMetadata().databaseType()));
    }
    return new AsnDatabase(reader);
  }

  /** By content, not by the type's name: other makers use the same layout under their own. */
  private static boolean holdsNumbers(Reader reader) {
    try {
      Networks<AutonomousSystem> networks = reader.networks(AutonomousSystem.class);
      for (int i = 0; i < PROBE && networks.hasNext(); i++) {
        AutonomousSystem data = networks.next().data();
        if (data != null && data.number() != null) {
          return true;
        }
      }
      return false;
    } catch (InvalidNetworkException | IOException | RuntimeException otherLayout) {
      return false;
    }
  }

  /**
   * Whose network {@code address} is in.
   *
   * @param address as text; anything that is not an IP address is unknown, and nothing is resolved
   * @return never null; its parts are null where the database doesn't say
   */
  public AutonomousSystem lookUp(String address) {
    byte[] bytes = IpAddress.parse(address);
    if (bytes == null) {
      return AutonomousSystem.UNKNOWN;
    }
    try {
      AutonomousSystem found = reader.get(InetAddress.getByAddress(bytes), AutonomousSystem.class);
      return found == null ? AutonomousSystem.UNKNOWN : found;
    } catch (IOException | RuntimeException broken) {
      // One damaged record in a file that otherwise reads: no reason to stop the job.
      return AutonomousSystem.UNKNOWN;
    }
  }

  private static final class Kind implements FileKind<AsnDatabase> {
    @Override
    public String title() {
      return "The ASN database";
    }

    @Override
    public String right() {
      return "a .mmdb file of the GeoLite2-ASN layout, or none";
    }

    @Override
    public AsnDatabase read(List<Path> files) throws IOException {
      Path path = files.get(0);
      try (InputStream in = FileSystem.get(path.toUri()).open(path)) {
        return AsnDatabase.read(in, path.toString());
      }
    }
  }
}
