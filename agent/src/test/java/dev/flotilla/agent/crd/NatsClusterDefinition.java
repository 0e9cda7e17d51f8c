// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.crd;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.Annotations;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the definition of NatsCluster is generated from. */
@Group("flotilla.dev")
@Version("v1alpha1")
@Kind("NatsCluster")
@ShortNames("nc")
@Annotations("helm.sh/resource-policy=keep")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version")
@AdditionalPrinterColumn(name = "Servers", jsonPath = ".status.servers")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class NatsClusterDefinition extends CustomResource<NatsClusterSpec, NatsClusterStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
