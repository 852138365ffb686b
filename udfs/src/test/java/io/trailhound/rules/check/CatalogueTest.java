package io.trailhound.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class CatalogueTest {
  private static final String MODELS = "trailhound.models";

  @Test
  void itKnowsWhatServicesWrite() {
    Catalogue catalogue = Catalogue.get();
    assertThat(catalogue.services()).hasSizeGreaterThan(300);
    assertThat(catalogue.servicesOf("createuser")).contains("iam", "identitystore");
    assertThat(catalogue.written("CREATEUSER")).containsExactly("CreateUser");
    assertThat(catalogue.events("lambda")).contains("ListFunctions20150331", "Invoke");
    assertThat(catalogue.events("cloudfront")).contains("CreateDistribution");
    assertThat(catalogue.events("s3")).contains("PutBucketLifecycle", "HeadObject");
    assertThat(catalogue.events("signin")).contains("ConsoleLogin");
    assertThat(catalogue.events("ses")).isNotEmpty();
    assertThat(catalogue.parameters("iam")).contains("roleName", "policyArn");
    assertThat(catalogue.source()).contains("botocore ", " of 20");
  }

  /** A jar that is sent to a cluster should stay small. */
  @Test
  void itIsSmall() throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream("services.tsv")) {
      assertThat(in.readAllBytes().length).isLessThan(1_000_000);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = MODELS, matches = ".+")
  void writeIt() throws IOException {
    Path file = Path.of("src/main/resources/io/trailhound/rules/check/services.tsv");
    Files.writeString(file, CatalogueWriter.write(Path.of(System.getProperty(MODELS))));
  }
}
