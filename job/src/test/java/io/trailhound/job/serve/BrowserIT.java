package io.trailhound.job.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.cli.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, which finds nothing wrong with them. */
class BrowserIT {
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final int PHONE = 360;

  @TempDir Path folder;
  @TempDir Path profile;

  @Test
  void aReaderFollowsAnAlertToItsPrincipalItsRuleAndBack() throws Exception {
    try (Chromium browser = Chromium.start(profile);
        ServedFile pages =
            ServedFile.of(
                folder.resolve("alerts.ndjson"),
                MadeAlert.of("1", "2026-05-04T09:00:00Z").rule("aws_cli_discovery_burst"),
                MadeAlert.of("2", "2026-05-04T09:10:00Z").severity(73).phase("early"),
                MadeAlert.of("3", "2026-05-05T09:00:00Z")
                    .principal("arn:aws:iam::111122223333:user/" + "bob".repeat(50))
                    .message("<img src=x onerror=alert(1)><script>alert(2)</script>"))) {
      browser.open(pages.address());
      assertThat(browser.text()).contains("3 alerts", "<script>alert(2)</script>");
      assertThat(
              browser
                  .run("document.querySelectorAll('.alerts script, .alerts img').length")
                  .asInt())
          .isZero();

      browser.fill("input[name=principal]", "ann");
      browser.click("form button");
      assertThat(browser.text()).contains("2 alerts of those asked for").doesNotContain("<script>");
      assertThat(browser.run("document.querySelector('input[name=principal]').value").asText())
          .isEqualTo("ann");

      browser.click(".alert .message a");
      assertThat(browser.text()).contains("Said 2", "early");
      browser.click("dd a[href^='/principal']");
      assertThat(browser.text()).contains("10 min later");
      browser.click(".timeline a");
      assertThat(browser.text()).contains("Said 1");
      browser.click("dd a[href^='/rule']");
      assertThat(browser.text()).contains("aws_cli_discovery_burst", "correlation:");
      browser.click("nav a[href='/incidents']");
      browser.click("nav a[href='/rules']");
      browser.click(".home");
      assertThat(browser.text()).contains("3 alerts");
      assertThat(browser.complaints()).isEmpty();

      // It would have been heard.
      browser.open(pages.address() + "none");
      assertThat(browser.complaints()).isNotEmpty();
    }
  }

  @Test
  void itWorksOnAPhoneAndByKeyboard() throws Exception {
    try (Chromium browser = Chromium.start(profile);
        ServedFile pages =
            ServedFile.of(
                folder.resolve("alerts.ndjson"),
                MadeAlert.of("1", "2026-05-04T09:00:00Z").principal("a".repeat(1000)),
                MadeAlert.of("2", "2026-05-04T09:10:00Z").message("b".repeat(1000)))) {
      browser.width(PHONE);
      for (String path : new String[] {"", "alert?id=1", "alert?id=2", "rules", "incidents"}) {
        browser.open(pages.address() + path);
        assertThat(browser.run("document.documentElement.scrollWidth").asInt())
            .as(path)
            .isLessThanOrEqualTo(PHONE);
      }
      browser.key("Tab");
      assertThat(browser.run("document.activeElement.className").asText()).isEqualTo("skip");
      browser.key("Tab");
      assertThat(browser.run("document.activeElement.className").asText()).isEqualTo("home");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void theReportOfABacktestOpensFromDisk() throws Exception {
    Path report = folder.resolve("report.html");
    CommandLineRun run =
        CommandLineRun.of(
            "backtest",
            "--input=" + TESTDATA.resolve("rules/aws_cli_discovery_burst/events.ndjson"),
            "--asn-db=none",
            "--report=" + report);
    assertThat(run.exitCode()).as(run.err()).isZero();

    try (Chromium browser = Chromium.start(profile)) {
      browser.open(report.toUri().toString());
      assertThat(browser.text()).contains("Backtest", "aws_cli_discovery_burst");
      assertThat(browser.run("document.querySelectorAll('svg rect').length").asInt()).isPositive();

      browser.run("document.querySelectorAll('summary').forEach(it => it.click())");
      assertThat(browser.run("document.querySelectorAll('details:not([open])').length").asInt())
          .isZero();
      assertThat(browser.text()).contains("\"dataset\" : \"trailhound.alert\"");
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
