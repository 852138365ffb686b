package io.trailhound.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.LookedUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupsTest {
  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final String HEADER = "account_id,name\n";

  @TempDir Path folder;

  @Test
  void givesAnEventWhatIsKnownOfItsAccountAndAddress() throws IOException {
    try (Lookups lookups = Lookups.open(files(), OFTEN)) {
      CloudTrailEvent event = enriched(lookups, "111122223333", "198.51.100.7");
      assertThat(event.accountFacts.get(LookedUp.ACCOUNT_NAME)).containsExactly("prod");
      assertThat(event.networkFacts.get(LookedUp.TAGS)).containsExactly("tor");

      CloudTrailEvent unknown = enriched(lookups, "444455556666", "198.51.100.8");
      assertThat(unknown.accountFacts).isNull();
      assertThat(unknown.networkFacts).isNull();
      assertThat(enriched(lookups, null, null).networkFacts).isNull();
    }
  }

  @Test
  void goesByTheRecipientWhereTheCallerHasNoAccount() throws IOException {
    try (Lookups lookups = Lookups.open(files(), OFTEN)) {
      CloudTrailEvent event = new CloudTrailEvent();
      event.recipientAccountId = "111122223333";
      lookups.enrich(event);
      assertThat(event.accountFacts.get(LookedUp.ACCOUNT_NAME)).containsExactly("prod");
    }
  }

  @Test
  void looksAnAddressUpOnceForManyEvents() throws IOException {
    try (Lookups lookups = Lookups.open(files(), OFTEN)) {
      assertThat(enriched(lookups, null, "198.51.100.7").networkFacts)
          .isSameAs(enriched(lookups, null, new String("198.51.100.7")).networkFacts);
    }
  }

  @Test
  void takesUpChangedFilesAndNewOnesWhileRunning() throws Exception {
    try (Lookups lookups = Lookups.open(files(), OFTEN)) {
      replace(folder.resolve("accounts.csv"), HEADER + "111122223333,production\n");
      await(() -> name(lookups).equals("production"));
      replace(folder.resolve("lists/offices.txt"), "198.51.100.0/24\n");
      await(() -> tags(lookups).equals(List.of("offices", "tor")));
      Files.delete(folder.resolve("lists/tor.txt"));
      await(() -> tags(lookups).equals(List.of("offices")));
      assertThat(lookups.otherReloadFailures()).isZero();
    }
  }

  @Test
  void keepsWhatWasThereWhenAChangedFileIsBadAndCountsIt() throws Exception {
    try (Lookups lookups = Lookups.open(files(), OFTEN)) {
      replace(folder.resolve("accounts.csv"), HEADER + "1,production\n");
      await(() -> lookups.otherReloadFailures() == 1);
      assertThat(name(lookups)).isEqualTo("prod");
      replace(folder.resolve("lists/tor.txt"), "no network\n");
      await(() -> lookups.otherReloadFailures() == 2);
      assertThat(tags(lookups)).containsExactly("tor");

      replace(folder.resolve("accounts.csv"), HEADER + "111122223333,again\n");
      await(() -> name(lookups).equals("again"));
      assertThat(lookups.otherReloadFailures()).isEqualTo(2);
      assertThat(lookups.asnReloadFailures()).isZero();
    }
  }

  @Test
  void takesNoFileOfAFolderThatIsHiddenOrNoList() throws Exception {
    LookupFiles files = files();
    Files.writeString(folder.resolve("lists/.half.txt"), "no network\n");
    Files.writeString(folder.resolve("lists/README.md"), "no network\n");
    Files.createDirectories(folder.resolve("lists/old.txt"));
    try (Lookups lookups = Lookups.open(files, OFTEN)) {
      assertThat(tags(lookups)).containsExactly("tor");
    }
  }

  @Test
  void isReadOnceForAllWhoOpenIt() throws Exception {
    Path list = folder.resolve("lists");
    files();
    var one = LiveFiles.open(List.of(list.toString()), NetworkLists.KIND, OFTEN);
    var other = LiveFiles.open(List.of(list.toString()), NetworkLists.KIND, OFTEN);
    assertThat(other.content()).isSameAs(one.content());
    one.close();
    replace(folder.resolve("lists/tor.txt"), "203.0.113.0/24\n");
    await(() -> other.content().of("203.0.113.9").length == 1);
    other.close();
    try (var anew = LiveFiles.open(List.of(list.toString()), NetworkLists.KIND, OFTEN)) {
      assertThat(anew).isNotSameAs(other);
    }
  }

  @Test
  void stopsTheStartWithOneMessage() throws IOException {
    LookupFiles good = files();
    refuses(
        new LookupFiles(List.of(), List.of(folder + "/none.csv"), List.of(), List.of()),
        "The file of accounts "
            + folder
            + "/none.csv cannot be read: there is no such file. Right would be: a CSV file with the"
            + " columns account_id,");
    refuses(
        new LookupFiles(List.of(), List.of(folder.toString()), List.of(), List.of()),
        "cannot be read: it is a folder. Right would be: a CSV file");
    refuses(
        new LookupFiles(List.of(), List.of(), List.of(folder + "/none.mmdb"), List.of()),
        "The network database " + folder + "/none.mmdb cannot be read: there is no such file.");
    refuses(
        new LookupFiles(List.of(), List.of(), List.of(folder + "/accounts.csv"), List.of()),
        "accounts.csv is not a MaxMind database");
    refuses(
        new LookupFiles(List.of(), List.of(), List.of(), List.of(folder + "/absent")),
        "The list of networks " + folder + "/absent cannot be read: there is no such file.");
    Lookups.check(good);
  }

  private static void refuses(LookupFiles files, String message) {
    assertThatThrownBy(() -> Lookups.check(files))
        .isInstanceOf(LookupException.class)
        .hasMessageContaining(message);
  }

  private LookupFiles files() throws IOException {
    Files.writeString(folder.resolve("accounts.csv"), HEADER + "111122223333,prod\n");
    Path lists = Files.createDirectories(folder.resolve("lists"));
    Files.writeString(lists.resolve("tor.txt"), "198.51.100.7\n");
    return new LookupFiles(
        List.of(),
        List.of(folder.resolve("accounts.csv").toString()),
        List.of(),
        List.of(lists.toString()));
  }

  private static String name(Lookups lookups) {
    return lookups.ofAccount("111122223333").get(LookedUp.ACCOUNT_NAME)[0];
  }

  private static List<String> tags(Lookups lookups) {
    return List.of(lookups.ofAddress("198.51.100.7").get(LookedUp.TAGS));
  }

  private static CloudTrailEvent enriched(Lookups lookups, String account, String ip) {
    CloudTrailEvent event = new CloudTrailEvent();
    event.accountId = account;
    event.sourceIp = ip;
    lookups.enrich(event);
    return event;
  }

  /** As a new version is put in place: written beside it, then moved over it. */
  private void replace(Path file, String content) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), content);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** As long as it takes; the limit for all tests interrupts what hangs. */
  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(OFTEN.toNanos());
    }
  }
}
