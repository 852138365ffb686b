package io.trailhound.enrich;

import io.trailhound.model.CloudTrailEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@link LookupFiles} of a job in memory, each always the newest that could be read. Looking up
 * is for one thread.
 */
public final class Lookups implements AutoCloseable {
  private static final List<NetworkDatabase> NO_DATABASES = List.of();

  private final List<LiveFiles<?>> open = new ArrayList<>();

  /** Null: no such file, as the next ones. */
  private final LiveFiles<AsnDatabase> asn;

  private final LiveFiles<Accounts> accounts;
  private final LiveFiles<List<NetworkDatabase>> databases;
  private final LiveFiles<NetworkLists> lists;

  private final AsnCache asnCache = new AsnCache();
  private final RecentAddresses<AddressFacts, Map<String, String[]>> recent =
      new RecentAddresses<>(AddressFacts::of);

  /** What {@link #databases} and {@link #lists} are now; null without any. */
  private AddressFacts addressFacts;

  private Lookups(LookupFiles files, Duration checkEvery) {
    try {
      asn = open(files.asn(), AsnDatabase.KIND, checkEvery);
      accounts = open(files.accounts(), Accounts.KIND, checkEvery);
      databases = open(files.networkDatabases(), NetworkDatabase.KIND, checkEvery);
      lists = open(files.networkLists(), NetworkLists.KIND, checkEvery);
    } catch (LookupException unusable) {
      close();
      throw unusable;
    }
  }

  private <T> LiveFiles<T> open(List<String> named, FileKind<T> kind, Duration checkEvery) {
    if (named.isEmpty()) {
      return null;
    }
    LiveFiles<T> files = LiveFiles.open(named, kind, checkEvery);
    open.add(files);
    return files;
  }

  /**
   * Loads the files and watches them until {@link #close}.
   *
   * @throws LookupException when one of them can't be used
   */
  public static Lookups open(LookupFiles files, Duration checkEvery) {
    return new Lookups(files, checkEvery);
  }

  /**
   * Says early whether the files can be used.
   *
   * @throws LookupException when they can't, with one message for the user
   */
  public static void check(LookupFiles files) {
    open(files, Duration.ofDays(1)).close();
  }

  /** Gives {@code event} what is known of its address and its account. */
  public void enrich(CloudTrailEvent event) {
    if (asn != null) {
      asnCache.enrich(asn.content(), event);
    }
    if (accounts != null) {
      event.accountFacts = ofAccount(event.account());
    }
    if (databases != null || lists != null) {
      event.networkFacts =
          event.lists == null
              ? ofAddress(event.sourceIp)
              : ofAddresses(event.all("source.ip", event.sourceIp));
    }
  }

  /** What is known of an account; null when nothing is. */
  Map<String, String[]> ofAccount(String id) {
    return accounts == null ? null : accounts.content().of(id);
  }

  /** What is known of an address besides whose it is; null when nothing is. */
  Map<String, String[]> ofAddress(String address) {
    AddressFacts current = addressFacts();
    return current == null || address == null ? null : recent.of(current, address);
  }

  /** Of several addresses all that's known of any. */
  private Map<String, String[]> ofAddresses(List<String> addresses) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    for (String address : addresses) {
      Map<String, String[]> facts = ofAddress(address);
      if (facts != null) {
        facts.forEach(
            (name, values) ->
                all.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(List.of(values)));
      }
    }
    Map<String, String[]> facts = new HashMap<>();
    all.forEach((name, values) -> facts.put(name, values.toArray(String[]::new)));
    return facts.isEmpty() ? null : facts;
  }

  /** The same object until one of the files is another. */
  @SuppressWarnings("ReferenceEquality") // a file that was read again is another object
  private AddressFacts addressFacts() {
    if (databases == null && lists == null) {
      return null;
    }
    List<NetworkDatabase> someDatabases = databases == null ? NO_DATABASES : databases.content();
    NetworkLists someLists = lists == null ? null : lists.content();
    if (addressFacts == null
        || addressFacts.databases() != someDatabases
        || addressFacts.lists() != someLists) {
      addressFacts = new AddressFacts(someDatabases, someLists);
    }
    return addressFacts;
  }

  /** When the ASN file in use was last modified, milliseconds since the epoch; -1 without one. */
  long asnModified() {
    return asn == null ? -1 : asn.modified();
  }

  /** How often the changed ASN file could not be read. */
  long asnReloadFailures() {
    return asn == null ? 0 : asn.reloadFailures();
  }

  /** The same of the others. */
  long otherReloadFailures() {
    return open.stream().filter(files -> files != asn).mapToLong(LiveFiles::reloadFailures).sum();
  }

  @Override
  public void close() {
    open.forEach(LiveFiles::close);
  }
}
