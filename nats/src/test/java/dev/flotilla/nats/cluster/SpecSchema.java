// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.testing.UngroupedSpec;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.IOException;
import java.nio.file.Path;

/** The schema of {@code spec} as the generator of custom resource definitions reads the records. */
final class SpecSchema {
  @Group("flotilla.dev")
  @Version("v1alpha1")
  static final class NatsClusterResource
      extends CustomResource<NatsClusterSpec, NatsClusterStatus> {
    private static final long serialVersionUID = 1;
  }

  private SpecSchema() {}

  static JsonNode generate(Path folder) throws IOException {
    new CRDGenerator()
        .withPostProcessor(new UngroupedSpec())
        .customResourceClasses(NatsClusterResource.class)
        .inOutputDir(folder.toFile())
        .generate();
    return new YAMLMapper()
        .readTree(folder.resolve("natsclusterresources.flotilla.dev-v1.yml").toFile())
        .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
  }
}
