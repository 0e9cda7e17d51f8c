// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.admission.AdmittedKind;
import dev.flotilla.agent.admission.HubResources;
import dev.flotilla.agent.admission.Policy;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.backup.JobSpec;
import dev.flotilla.nats.backup.NatsRestoreSpec;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.Map;
import java.util.Optional;

/**
 * Admits NatsBackups and NatsRestores. The policy has to allow the order of their kind, whether or
 * not an operation brings them.
 *
 * @param of which of both
 * @param resources those that exist
 */
record JobAdmission(JobKind of, HubResources resources) implements AdmittedKind {
  @Override
  public ResourceKind kind() {
    return of.resource();
  }

  @Override
  public Optional<Problem> refusal(Document document, Policy policy) {
    return refusal(of, Json.read(document.bytes(), JsonNode.class), policy)
        .or(() -> resources.managedLocally(document.key()))
        .or(() -> writtenOnce(document));
  }

  /** Why the policy or the kind itself forbids a document, if so. */
  static Optional<Problem> refusal(JobKind of, JsonNode document, Policy policy) {
    Parsed<? extends JobSpec> parsed = of.parse(document);
    return policy
        .refusal(of.order())
        .or(() -> parsed.errors().stream().findFirst().map(JobObserver::problem))
        .or(() -> parsed.value().flatMap(spec -> destruction(spec, policy)));
  }

  private static Optional<Problem> destruction(JobSpec spec, Policy policy) {
    return policy.destruction(
        spec instanceof NatsRestoreSpec restore && !restore.replace().isEmpty(), "spec.replace");
  }

  private Optional<Problem> writtenOnce(Document document) {
    return resources
        .find(document.key())
        .filter(present -> JobObserver.status(present).job() != null)
        .filter(present -> !says(present, document))
        .map(
            present ->
                new Problem(
                    Code.WRITTEN_ONCE,
                    of.kind().name() + " " + present.name() + " has begun and cannot be changed",
                    "Create another one: a set is written once."));
  }

  private static boolean says(Live present, Document document) {
    JsonNode spec = Json.mapper().valueToTree(Tree.at(present.tree(), "spec").orElseGet(Map::of));
    return spec.equals(Json.read(document.bytes(), JsonNode.class).path("spec"));
  }

  @Override
  public Optional<Problem> write(Document document) {
    JsonNode body = Json.read(document.bytes(), JsonNode.class);
    String cluster = body.path("spec").path("cluster").asText();
    return resources.write(document, resources.manifest(document, cluster));
  }

  @Override
  public long revision(ResourceKey key) {
    return resources.revision(key);
  }

  @Override
  public boolean isAbsent(ResourceKey key) {
    return resources.find(key).isEmpty();
  }

  /** A set outlives its NatsBackup; what runs is not ended from afar. */
  @Override
  public Optional<Problem> keeps(ResourceKey key) {
    return resources
        .hubs(key)
        .filter(present -> JobObserver.status(present).running())
        .map(
            present ->
                new Problem(
                    Code.WITHDRAWN_TOO_LATE,
                    of.kind().name() + " " + present.name() + " is running, so it is kept",
                    "Delete it in the member, or wait for its end."));
  }

  @Override
  public void withdraw(ResourceKey key) {
    resources.hubs(key).ifPresent(resources.objects()::delete);
  }
}
