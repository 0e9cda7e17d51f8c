// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The records serve as the source of a custom resource definition that lets wrong input through to
 * the parser.
 */
class CrdSchemaTest {
  @Group("flotilla.dev")
  @Version("v1alpha1")
  static final class NatsClusterResource
      extends CustomResource<NatsClusterSpec, NatsClusterStatus> {
    private static final long serialVersionUID = 1;
  }

  @TempDir Path folder;

  @Test
  void schemaIsTypedDocumentedAndWithoutLimits() throws Exception {
    new CRDGenerator()
        .customResourceClasses(NatsClusterResource.class)
        .inOutputDir(folder.toFile())
        .generate();
    Path file = folder.resolve("natsclusterresources.flotilla.dev-v1.yml");
    JsonNode schema =
        new YAMLMapper()
            .readTree(file.toFile())
            .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");

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
