package io.trailhound.deploy.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.deploy.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/managed-flink.md beside the templates that it walks through. */
class DocumentTest {
  private static final String PAGE = "docs/managed-flink.md";

  private static final Pattern OVERRIDES =
      Pattern.compile(
          "--template-file deploy/managed-flink/(\\S+) [^\\n]*\\n[^\\n]*--parameter-overrides ([^\\n]+)");

  private static final Pattern KEY = Pattern.compile("`([\\w-]+)`");

  @Test
  void parametersThatItGivesAreThoseOfTheTemplates() throws IOException {
    List<MatchResult> commands = OVERRIDES.matcher(Repository.text(PAGE)).results().toList();
    assertThat(commands).hasSize(3);
    for (MatchResult command : commands) {
      Map<?, ?> parameters = Template.read(command.group(1)).section("Parameters");
      for (String given : command.group(2).split(" ")) {
        assertThat(parameters.keySet().toString()).contains(given.replaceFirst("=.*", ""));
      }
    }
  }

  @Test
  void keysThatItExplainsAreThoseOfTheGroup() throws IOException {
    List<String> explained = new ArrayList<>();
    for (String line :
        Repository.text(PAGE)
            .split("(?m)^\\| key \\| why so \\|\\n\\|---\\|---\\|\\n")[1]
            .split("\n")) {
      if (!line.startsWith("|")) {
        break;
      }
      KEY.matcher(line.split("\\|")[1]).results().forEach(it -> explained.add(it.group(1)));
    }
    Map<?, ?> group = (Map<?, ?>) ((Map<?, ?>) PropertyGroups.template().get(0)).get("PropertyMap");
    assertThat(explained).containsExactlyInAnyOrderElementsOf(keys(group));
  }

  private static List<String> keys(Map<?, ?> map) {
    return map.keySet().stream().map(String::valueOf).toList();
  }

  /** AlarmsTest looks for each alarm's heading. */
  @Test
  void everyHeadingAboutAlarmsIsThatOfAnAlarm() throws IOException {
    String alarms = Repository.text("deploy/managed-flink/application.yaml");
    List<String> runbooks =
        Repository.text(PAGE)
            .split("(?m)^## Alarms$")[1]
            .lines()
            .filter(it -> it.startsWith("### "))
            .map(it -> it.substring(4).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();
    assertThat(runbooks)
        .isNotEmpty()
        .allMatch(it -> alarms.contains("docs/managed-flink.md#" + it + "\n"));
  }
}
