// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The records serve as the source of a custom resource definition that lets wrong input through to
 * the parser.
 */
class CrdSchemaTest {
  @TempDir Path folder;

  @Test
  void schemaIsTypedDocumentedAndWithoutLimits() throws Exception {
    JsonNode schema = SpecSchema.generate(folder);

    assertThat(schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()).isTrue();
    assertThat(schema.has("required")).isFalse();
    assertThat(schema.at("/properties/replicas/type").asText()).isEqualTo("integer");
    assertThat(schema.at("/properties/replicas/description").asText()).contains("odd");
    assertThat(schema.at("/properties/waivers/items/type").asText()).isEqualTo("string");
    JsonNode store = schema.at("/properties/jetStream/properties/fileStore");
    assertThat(store.path("x-kubernetes-preserve-unknown-fields").asBoolean()).isTrue();
    assertThat(store.at("/properties/size/x-kubernetes-int-or-string").asBoolean()).isTrue();
    assertThat(store.at("/properties/storageClassName/type").asText()).isEqualTo("string");
    assertThat(schema.toString()).doesNotContain("\"minimum\"").doesNotContain("\"pattern\"");
  }
}
