// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.crd;

import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.nats.backup.NatsRestoreSpec;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.Annotations;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the definition of NatsRestore is generated from. */
@Group("flotilla.dev")
@Version("v1alpha1")
@Kind("NatsRestore")
@ShortNames("nrs")
@Annotations("helm.sh/resource-policy=keep")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.cluster")
@AdditionalPrinterColumn(name = "Set", jsonPath = ".status.set")
@AdditionalPrinterColumn(
    name = "Complete",
    jsonPath = ".status.conditions[?(@.type=='Complete')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Complete')].reason")
@AdditionalPrinterColumn(name = "Streams", jsonPath = ".status.progress.streamsDone")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class NatsRestoreDefinition extends CustomResource<NatsRestoreSpec, JobStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
