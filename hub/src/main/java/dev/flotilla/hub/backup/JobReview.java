// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.backup;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.natscluster.DocumentReview;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.natscluster.NatsClusters;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.backup.JobSpec;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the document of a backup or a restore. */
@StoreScoped
final class JobReview {
  private final DocumentReview documents;
  private final NatsClusters clusters;
  private final OperationLog log;
  private final Reports reports;

  JobReview(DocumentReview documents, NatsClusters clusters, OperationLog log, Reports reports) {
    this.documents = documents;
    this.clusters = clusters;
    this.log = log;
    this.reports = reports;
  }

  /**
   * A document that may go to its member.
   *
   * @param agent of the member
   * @param document in its canonical form
   */
  record Judged(AgentRecord agent, DesiredDocument document) {}

  /** Whether it may go there, and all that is wrong with it. */
  Answer<Judged> judge(JobKind kind, NatsClusterCall call) {
    return documents
        .member(call)
        .then(
            agent ->
                DesiredDocument.of(kind.resource(), call, errors(kind, call), agent.namespaces())
                    .then(document -> new Answer.Given<>(new Judged(agent, document))))
        .then(judged -> free(kind, call, judged));
  }

  /**
   * The same while no other document has that name. A repeated call, which its idempotency key
   * shows, is free to find what it has created.
   */
  Answer<Judged> free(JobKind kind, NatsClusterCall call, Judged judged) {
    ResourceKey key = judged.document().key();
    AgentId agent = judged.agent().id();
    Optional<String> present =
        log.of(agent).desired(key).flatMap(Desired::current).map(Desired.Step::body);
    boolean repeated =
        call.idempotencyKey().isPresent()
            && present.filter(judged.document().body()::equals).isPresent();
    boolean there =
        present.isPresent()
            || reports.find(agent, key).filter(report -> !report.deleted()).isPresent();
    return repeated || !there
        ? new Answer.Given<>(judged)
        : new Answer.Rejected<>(exists(kind, call));
  }

  private List<FieldError> errors(JobKind kind, NatsClusterCall call) {
    Parsed<? extends JobSpec> parsed = kind.parse(call.manifest());
    List<FieldError> errors = new ArrayList<>(DesiredDocument.errors(parsed));
    String cluster = call.manifest().path("spec").path("cluster").asText();
    if (ResourceKey.isLabel(cluster)
        && clusters.find(call.member(), call.namespace(), cluster).isEmpty()) {
      errors.add(
          new FieldError(
              "spec.cluster",
              Code.CLUSTER_NOT_FOUND,
              "%s has no NatsCluster %s in namespace %s."
                  .formatted(call.member(), cluster, call.namespace()),
              "'flotilla status' lists them; it must be in the namespace of this document."));
    }
    return errors;
  }

  private static Rejection exists(JobKind kind, NatsClusterCall call) {
    return Rejection.of(
        Rejection.Kind.CONFLICT,
        Code.RESOURCE_EXISTS,
        "There is a " + kind.resource().kind() + " " + call.address() + " already.",
        "Each is carried out once: use another name, or the same idempotency key to repeat a call.");
  }
}
