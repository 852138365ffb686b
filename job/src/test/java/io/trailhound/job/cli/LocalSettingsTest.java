package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {
  /** Flink makes text of all settings when it starts a cluster within an environment. */
  @Test
  void areTheSameWhenFlinkHasMadeTextOfThemInArabic() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      Configuration read = Configuration.fromMap(LocalSettings.of(2).toMap());
      assertThat(read.get(TaskManagerOptions.NETWORK_MEMORY_MIN).getMebiBytes()).isPositive();
    } finally {
      Locale.setDefault(before);
    }
  }
}
