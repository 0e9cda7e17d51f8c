// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces the groups of a NatsCluster's spec by their fields, which the generator does not unwrap.
 * Other definitions have none.
 */
public final class UngroupedSpec implements CRDPostProcessor {
  @Override
  public HasMetadata process(HasMetadata generated, String version) {
    if (generated instanceof CustomResourceDefinition definition) {
      definition.getSpec().getVersions().stream()
          .map(served -> served.getSchema().getOpenAPIV3Schema().getProperties().get("spec"))
          .forEach(UngroupedSpec::ungroup);
    }
    return generated;
  }

  private static void ungroup(JSONSchemaProps spec) {
    Map<String, JSONSchemaProps> fields = new TreeMap<>(spec.getProperties());
    for (RecordComponent component : NatsClusterSpec.class.getRecordComponents()) {
      boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
      if (unwrapped && fields.containsKey(component.getName())) {
        fields.putAll(fields.remove(component.getName()).getProperties());
      }
    }
    spec.setProperties(fields);
  }
}
