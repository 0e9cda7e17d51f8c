// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.admission.HubNatsCluster;
import dev.flotilla.agent.kubernetes.ApiRefusal;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.resource.ResourceKey;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the API server what it would say to a write, with everything that admits real ones. */
@ApplicationScoped
class DryRuns {
  private final KubernetesObjects objects;
  private final ChildWriter children;

  DryRuns(KubernetesObjects objects, ChildWriter children) {
    this.objects = objects;
    this.children = children;
  }

  /** The NatsCluster itself, as a document of the hub would be written. */
  ObjectFacts resource(Question.PlanDeploy query) {
    String namespace = query.key().namespace();
    String name = query.key().name();
    Optional<Live> present = objects.find(Kind.NATS_CLUSTER, namespace, name);
    String revision = present.map(live -> live.annotation(Labels.REVISION)).orElse("");
    Manifest wanted = HubNatsCluster.of(query.key(), query.body(), revision);
    Attempt attempt =
        attempt(
            wanted,
            () ->
                objects
                    .tryOffer(wanted)
                    .<Attempt>map(Attempt.Taken::new)
                    .orElseGet(() -> new Attempt.Refused(HubNatsCluster.conflict(query.key()))));
    return new ObjectFacts(wanted, present, attempt);
  }

  /** The servers that the NatsCluster has already. */
  Optional<Live> running(ResourceKey cluster) {
    String namespace = cluster.namespace();
    return objects
        .find(Kind.NATS_CLUSTER, namespace, cluster.name())
        .flatMap(
            owner ->
                objects
                    .find(Kind.STATEFUL_SET, namespace, cluster.name())
                    .filter(set -> set.controlledBy(owner.uid())));
  }

  /** A child of the NatsCluster with that uid. */
  ObjectFacts child(Manifest wanted, String owner) {
    try {
      Optional<Live> present = children.find(wanted, owner);
      return new ObjectFacts(
          wanted, present, attempt(wanted, () -> new Attempt.Taken(objects.tryApply(wanted))));
    } catch (Blocked foreign) {
      return new ObjectFacts(wanted, Optional.empty(), new Attempt.Refused(foreign.problem()));
    }
  }

  private static Attempt attempt(Manifest wanted, Supplier<Attempt> trial) {
    try {
      return trial.get();
    } catch (KubernetesClientException problem) {
      boolean conflict = problem.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!conflict && !ApiRefusal.lasts(problem)) {
        throw problem;
      }
      String what = wanted.kind().name() + " " + wanted.name();
      return new Attempt.Refused(ApiRefusal.problem(what, problem));
    }
  }
}
