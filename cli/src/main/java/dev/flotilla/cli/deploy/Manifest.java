// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.manifest.YamlDocument;
import dev.flotilla.cli.manifest.YamlFile;
import dev.flotilla.cli.session.InputText;
import java.util.List;

/**
 * The NatsCluster in a file. Only what its address needs is read here; the hub judges the rest, so
 * that the same rules apply to every client.
 *
 * @param document as written
 * @param namespace its namespace
 * @param name its name
 */
record Manifest(JsonNode document, String namespace, String name) {
  static Manifest read(String file) {
    List<YamlDocument> documents = documents(file);
    if (documents.size() != 1 || !documents.getFirst().tree().isObject()) {
      throw Failure.invalid(
          "%s contains %d documents, not one NatsCluster".formatted(file, documents.size()),
          "Put each NatsCluster into its own file.");
    }
    JsonNode document = documents.getFirst().tree();
    return new Manifest(document, metadata(document, "namespace"), metadata(document, "name"));
  }

  private static String metadata(JsonNode document, String field) {
    String value = document.path("metadata").path(field).asText("");
    if (value.isEmpty()) {
      throw Failure.invalid(
          "metadata." + field + " is missing", "Its address is member/namespace/name.");
    }
    return value;
  }

  private static List<YamlDocument> documents(String file) {
    YamlFile read = YamlFile.of(InputText.of(file));
    read.error()
        .ifPresent(
            error -> {
              throw Failure.invalid(
                  "%s is neither YAML nor JSON: %s".formatted(file, error.message()),
                  "Look at line " + error.line() + ".");
            });
    return read.documents();
  }
}
