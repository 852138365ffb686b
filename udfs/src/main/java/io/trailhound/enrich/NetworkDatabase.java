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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Addresses in, what a MaxMind file says of their place and kind out ({@link NetworkRecord}), held
 * in memory. Immutable and safe for several threads.
 */
final class NetworkDatabase {
  static final FileKind<List<NetworkDatabase>> KIND = new Kind();

  /** Some networks have nothing: so many are looked at before giving up. */
  private static final int PROBE = 10_000;

  private static final String RIGHT =
      "a .mmdb file with places or kinds of networks, such as GeoLite2-City or GeoIP2-Anonymous-IP";

  private final Reader reader;

  private NetworkDatabase(Reader reader) {
    this.reader = reader;
  }

  private static NetworkDatabase read(Path path) throws IOException {
    String name = TextFile.name(path);
    Reader reader;
    try (InputStream in = FileSystem.get(path.toUri()).open(path)) {
      reader = new Reader(in, NoCache.getInstance());
    } catch (InvalidDatabaseException | CharacterCodingException | RuntimeException notOne) {
      throw new LookupException(
          "%s is not a MaxMind database (%s). Right would be: %s."
              .formatted(name, notOne.getMessage(), RIGHT));
    }
    if (!saysAnything(reader)) {
      throw new LookupException(
          "%s is a MaxMind database of type %s and says neither where a network is nor of which kind. Right would be: %s."
              .formatted(name, reader.getMetadata().databaseType(), RIGHT));
    }
    return new NetworkDatabase(reader);
  }

  private static boolean saysAnything(Reader reader) {
    try {
      Networks<?> networks = reader.networks(Map.class);
      for (int i = 0; i < PROBE && networks.hasNext(); i++) {
        if (!NetworkRecord.of(networks.next().data()).isEmpty()) {
          return true;
        }
      }
      return false;
    } catch (InvalidNetworkException | IOException | RuntimeException otherLayout) {
      return false;
    }
  }

  /**
   * What is said of {@code address} by names of {@link io.trailhound.model.LookedUp}; nothing of
   * what is no IP address.
   */
  Map<String, List<String>> of(String address) {
    byte[] bytes = IpAddress.parse(address);
    if (bytes == null) {
      return Map.of();
    }
    try {
      return NetworkRecord.of(reader.get(InetAddress.getByAddress(bytes), Map.class));
    } catch (IOException | RuntimeException broken) {
      // One damaged record in a file that otherwise reads: no reason to stop the job.
      return Map.of();
    }
  }

  private static final class Kind implements FileKind<List<NetworkDatabase>> {
    @Override
    public String title() {
      return "The network database";
    }

    @Override
    public String right() {
      return RIGHT;
    }

    @Override
    public List<NetworkDatabase> read(List<Path> files) throws IOException {
      List<NetworkDatabase> databases = new ArrayList<>();
      for (Path file : files) {
        databases.add(NetworkDatabase.read(file));
      }
      return databases;
    }
  }
}
