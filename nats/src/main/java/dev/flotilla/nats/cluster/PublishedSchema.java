// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.catalogue.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The JSON schema (2020-12) of NatsCluster documents, for editors: which fields there are and of
 * which type. What their values must be is judged by the parser alone.
 */
public final class PublishedSchema {
  private static final String FILE = "natscluster.schema.json";

  private PublishedSchema() {}

  /** The schema of a whole document, with the versions of that catalogue for completion. */
  public static JsonNode natsCluster(Catalogue catalogue) {
    JsonNode schema = natsCluster();
    ArrayNode examples =
        ((ObjectNode) schema.at("/properties/spec/properties/version")).putArray("examples");
    catalogue.versions().reversed().forEach(examples::add);
    return schema;
  }

  /** The schema of a whole document. */
  static JsonNode natsCluster() {
    try (InputStream stream = PublishedSchema.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException("the build lacks " + FILE);
      }
      return JsonMapper.builder().build().readTree(stream);
    } catch (IOException problem) {
      throw new UncheckedIOException("the build's " + FILE + " is damaged", problem);
    }
  }
}
