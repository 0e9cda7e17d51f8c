// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.manifest.YamlDocument;
import dev.flotilla.cli.manifest.YamlFile;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.validation.Validation;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges every document of a file.
 *
 * @param stage whether the servers run already
 * @param catalogue of nats-server releases
 */
record Validator(Stage stage, Catalogue catalogue) {
  private static final String GROUP =
      NatsCluster.API_VERSION.substring(0, NatsCluster.API_VERSION.indexOf('/') + 1);

  /**
   * Returns one entry a document, and one for the place where the file stops being YAML.
   *
   * @param name of the file, for people
   */
  List<Judged> judge(String name, String text) {
    YamlFile file = YamlFile.of(text);
    return Stream.concat(
            file.documents().stream().map(document -> judge(name, document)),
            file.error().stream().map(error -> Judged.unreadable(name, error)))
        .toList();
  }

  private Judged judge(String name, YamlDocument document) {
    return isOther(document.tree())
        ? Judged.skipped(name, document)
        : Judged.of(name, document, Validation.of(document.tree(), stage, catalogue));
  }

  /**
   * A kind of another API group. One without a kind, or an unknown one of this group, is a mistake.
   */
  private static boolean isOther(JsonNode tree) {
    String kind = tree.path("kind").asText();
    return !kind.isEmpty()
        && !kind.equals(NatsCluster.KIND)
        && !tree.path("apiVersion").asText().startsWith(GROUP);
  }
}
