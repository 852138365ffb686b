package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  /** {@code mvn test -pl job -am -Dtest=ConfigPageTest -Dtrailhound.write=true} writes it anew. */
  @Test
  void docsConfigurationSaysWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean("trailhound.write")) {
      Files.writeString(PAGE, ConfigPage.markdown());
    }

    assertThat(Files.readString(PAGE)).isEqualTo(ConfigPage.markdown());
  }

  @Test
  void everyKeySaysWhatItDoes() {
    assertThat(Keys.ALL).allSatisfy(key -> assertThat(key.meaning()).isNotBlank());
  }
}
