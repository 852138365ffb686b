package io.trailhound.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.model.LookedUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  private static final String HEADER = "account_id,name,owner,environment,organizational_unit\n";

  @TempDir Path folder;

  @Test
  void givesWhatALineSays() throws IOException {
    Accounts accounts = read(HEADER + "111122223333,prod-eu,team-a,production,Workloads/EU\n");
    assertThat(facts(accounts, "111122223333"))
        .isEqualTo(
            Map.of(
                LookedUp.ACCOUNT_NAME, "prod-eu",
                LookedUp.OWNER, "team-a",
                LookedUp.ENVIRONMENT, "production",
                LookedUp.ORGANIZATIONAL_UNIT, "Workloads/EU"));
    assertThat(accounts.of("999999999999")).isNull();
    assertThat(accounts.of(null)).isNull();
  }

  @Test
  void readsQuotesCommasAndLineBreaksAsRfc4180HasThem() throws IOException {
    Accounts accounts =
        read(HEADER + "111122223333,\"prod, \"\"EU\"\"\",\"team\r\na\",,\r\n444455556666,b,,,\r\n");
    assertThat(facts(accounts, "111122223333"))
        .isEqualTo(Map.of(LookedUp.ACCOUNT_NAME, "prod, \"EU\"", LookedUp.OWNER, "team\r\na"));
    assertThat(facts(accounts, "444455556666")).isEqualTo(Map.of(LookedUp.ACCOUNT_NAME, "b"));
  }

  @Test
  void takesColumnsInAnyOrderAndAsPeopleWriteThem() throws IOException {
    Accounts accounts =
        read("\uFEFFName, Organisational Unit ,Account ID\n\n prod ,Sec,111122223333\n,,\n");
    assertThat(facts(accounts, "111122223333"))
        .isEqualTo(Map.of(LookedUp.ACCOUNT_NAME, "prod", LookedUp.ORGANIZATIONAL_UNIT, "Sec"));
  }

  @Test
  void namesFileAndLineOfWhatIsWrong() {
    refuses("", ":1: has no line. Right would be: the columns account_id, name, owner,");
    refuses("name\nprod\n", ":1: has not each column once. Right would be: account_id,");
    refuses("account_id,account id\n", ":1: has not each column once.");
    refuses(
        "account_id,enviroment\n",
        ":1: there is no column 'enviroment'. Right would be: account_id, name, owner,"
            + " environment,");
    refuses(
        HEADER + "111122223333,a,b,c,d\n\n12345670123,a,b,c,d\n",
        ":4: '12345670123' is no account id. Right would be: 12 digits; spreadsheets take zeros");
    refuses(HEADER + "111122223333,a\n", ":2: has 2 values, and the first line 5.");
    refuses(HEADER + "111122223333,a,b,c,d,e\n", ":2: has 6 values, and the first line 5.");
    refuses(
        HEADER + "111122223333,\"a\nb\",,,\n111122223333,c,,,\n",
        ":4: account 111122223333 is there twice. Right would be: one line for each account.");
    refuses(HEADER + "111122223333,\"a\n\n", "is no CSV. Right would be: values with commas");
    refuses(HEADER + "\u001b[31m,a,b,c,d\n", ":2: '\\x1b[31m' is no account id.");
  }

  @Test
  void refusesBytesThatAreNoTextWithTheirLine() throws IOException {
    byte[] latin =
        (HEADER + "111122223333,M\u00fcnchen,,,\n").getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin.csv"), latin);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(LookupException.class)
        .hasMessage(file + ":2: is no UTF-8 text. Right would be: UTF-8.");
  }

  @Test
  void readsManyAccounts() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 20_000; i++) {
      text.append(100_000_000_000L + i).append(",account ").append(i).append(",,,\n");
    }
    Accounts accounts = read(text.toString());
    assertThat(facts(accounts, "100000019999"))
        .isEqualTo(Map.of(LookedUp.ACCOUNT_NAME, "account 19999"));
  }

  private void refuses(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(LookupException.class)
        .hasMessageStartingWith(folder.resolve("accounts.csv").toString())
        .hasMessageContaining(message)
        .hasMessageContaining("Right would be: ");
  }

  private Accounts read(String text) throws IOException {
    return read(Files.writeString(folder.resolve("accounts.csv"), text));
  }

  private static Accounts read(Path file) throws IOException {
    return Accounts.KIND.read(List.of(new org.apache.flink.core.fs.Path(file.toString())));
  }

  private static Map<String, String> facts(Accounts accounts, String id) {
    Map<String, String> facts = new TreeMap<>();
    accounts.of(id).forEach((name, values) -> facts.put(name, String.join("|", values)));
    return facts;
  }
}
