package io.trailhound.benchmarks;

import java.nio.file.Path;

/** The ASN file of all benchmarks. */
final class AsnFiles {
  private AsnFiles() {}

  /**
   * @param home the repository
   */
  static String file(Path home) {
    return home.resolve("testdata/asn/trailhound-demo.mmdb").toAbsolutePath().toString();
  }
}
