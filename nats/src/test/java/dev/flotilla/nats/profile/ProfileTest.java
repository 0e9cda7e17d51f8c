// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final Path REFERENCE = Path.of("../docs/reference/natscluster.md");
  private static final String BEGIN = "<!-- profiles -->\n";
  private static final String END = "<!-- /profiles -->";

  @Test
  void theReferenceHoldsEveryValueWithItsReason() throws IOException {
    String page = Files.readString(REFERENCE);
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String tables = Profile.all().stream().map(ProfileTest::table).collect(Collectors.joining());

    Golden.check(REFERENCE, before + tables + page.substring(page.indexOf(END)));
  }

  @Test
  void theSpecOfAProfileHasItsSettingsInTheirPlaces() {
    assertThat(Profile.find("production").orElseThrow().spec().at("/resources/limits/memory"))
        .hasToString("\"2Gi\"");
  }

  private static String table(Profile profile) {
    String rows =
        profile.settings().stream()
            .map(
                setting ->
                    "| `%s` | `%s` | %s |\n"
                        .formatted(
                            setting.field(),
                            setting.value().isTextual()
                                ? setting.value().textValue()
                                : setting.value(),
                            setting.reason()))
            .collect(Collectors.joining());
    return "`%s`: %s\n\n| Field | Value | Why |\n|---|---|---|\n%s\n"
        .formatted(profile.name(), profile.purpose(), rows);
  }
}
