// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.crd;

import dev.flotilla.agent.operation.NatsOperationSpec;
import dev.flotilla.agent.operation.NatsOperationStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.Annotations;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the definition of NatsOperation is generated from. */
@Group("flotilla.dev")
@Version("v1alpha1")
@Kind("NatsOperation")
@ShortNames("nop")
@Annotations("helm.sh/resource-policy=keep")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type")
@AdditionalPrinterColumn(name = "Target", jsonPath = ".spec.target.name")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Step", jsonPath = ".status.step")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class NatsOperationDefinition extends CustomResource<NatsOperationSpec, NatsOperationStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
