// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.manifest.SingleDocument;

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
    JsonNode document = SingleDocument.read(file, "NatsCluster");
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
}
