package io.trailhound.job.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alerts of a server that isn't there, and how it's asked; the rest is in SearchedPagesIT. */
class SearchedAlertsTest {
  private static final String NOBODY = "http://127.0.0.1:1";

  @Test
  void aServerThatIsAwayIsTold() {
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                "--input=a",
                "--asn-db=none",
                "--sink=elasticsearch",
                "--elasticsearch-url=" + NOBODY));
    RuleTexts rules = new RuleTexts(RuleReading.of(RuleFiles.of(null, List.of()), false));
    try (AlertSource away = new SearchedAlerts(config.elasticsearch(), Optional.empty())) {
      for (String path : List.of("/", "/incidents")) {
        PageAnswer answer = new AlertPages(away, rules).answer(path, null);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("can&#39;t be read now: no answer from " + NOBODY);
      }
      assertThat(new AlertPages(away, rules).answer("/rules", null).status()).isEqualTo(200);
    }
  }

  @Test
  void whatStandsForManyInAQueryStandsForItself() {
    JsonNode query = AlertQuery.of(AlertFilter.of(new Query("principal=a*%3F%5C%22")));

    assertThat(query.at("/query/bool/filter").findValuesAsText("value"))
        .containsOnly("*a\\*\\?\\\\\"*");
  }
}
