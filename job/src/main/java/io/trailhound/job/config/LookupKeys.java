package io.trailhound.job.config;

import java.util.List;

/** The keys of the files that say more about a call than its record does, but for the ASN file. */
final class LookupKeys {
  private static final String AGAIN =
      " Read again when it changes; `none` says that running without is meant. docs/where.md has an"
          + " example.";

  static final Key<String> ACCOUNTS_FILE =
      Key.of(
              "accounts-file",
              "FILE",
              Type.path(
                  "a CSV file with the columns account_id, name, owner, environment,"
                      + " organizational_unit, or none"))
          .otherwiseNote("none given: refused when rules read what it gives")
          .means(
              "Gives accounts their name and labels (`cloud.account.name`, `labels.*`), in rules"
                  + " and in alerts."
                  + AGAIN,
              "With `none`, rules that ask for these fields can never fire.");

  static final Key<String> NETWORK_DB =
      Key.of(
              "network-db",
              "FILE",
              Type.path(
                  "a MaxMind file (.mmdb) with places or kinds of networks, such as GeoLite2-City"
                      + " or GeoIP2-Anonymous-IP, or none"))
          .takesMany()
          .otherwiseNote("none given: refused when rules read what it gives")
          .means(
              "Gives source addresses their place (`source.geo.*`) and kind"
                  + " (`trailhound.network.tags`), in rules and in alerts. Of what several files"
                  + " say of a place, the first counts; tags are taken together."
                  + AGAIN,
              "A database of places is held in memory once on each machine: as much as the file is"
                  + " large.");

  static final Key<String> NETWORK_LIST =
      Key.of(
              "network-list",
              "PATH",
              Type.path("a text file with a network a line, a folder of them (.txt), or none"))
          .takesMany()
          .otherwiseNote("none given: refused when rules read what it gives")
          .means(
              "Networks, such as `198.51.100.0/24`, of your own choice: Tor, hosting, offices. The"
                  + " file's name, without `.txt`, is a tag of the source addresses in them"
                  + " (`trailhound.network.tags`), in rules and in alerts."
                  + AGAIN,
              "");

  static final List<Key<?>> ALL = List.of(ACCOUNTS_FILE, NETWORK_DB, NETWORK_LIST);

  private LookupKeys() {}
}
