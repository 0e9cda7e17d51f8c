// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.addon.AddonRefusal;
import dev.flotilla.agent.admission.HubNatsCluster;
import dev.flotilla.agent.kubernetes.ApiRefusal;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.DryRunWrites;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.resource.ResourceKey;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Executes changes as dry runs, with everything that admits real ones. */
@ApplicationScoped
class DryRuns {
  private final KubernetesObjects objects;
  private final DryRunWrites writes;

  DryRuns(KubernetesObjects objects, DryRunWrites writes) {
    this.objects = objects;
    this.writes = writes;
  }

  /** The NatsCluster itself, as a document of the hub would be written. */
  DryRun resource(Question.PlanDeploy query) {
    String namespace = query.key().namespace();
    String name = query.key().name();
    Optional<Live> present = objects.find(Kind.NATS_CLUSTER, namespace, name);
    String revision = present.map(live -> live.annotation(Labels.REVISION)).orElse("");
    Manifest wanted = HubNatsCluster.of(query.key(), query.body(), revision);
    Change change = new Change.Apply(wanted, present);
    return attempt(
        change,
        refused -> ApiRefusal.problem(title(change), refused),
        () ->
            writes
                .offer(wanted)
                .<DryRunResult>map(DryRunResult.Taken::new)
                .orElseGet(() -> new DryRunResult.Refused(HubNatsCluster.conflict(query.key()))));
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

  /** A change that the servers require. */
  DryRun change(Change change) {
    return attempt(
        change, refused -> ApiRefusal.problem(title(change), refused), () -> attempt(change));
  }

  /** A change of an add-on. */
  DryRun addon(Change change) {
    return attempt(change, refused -> AddonRefusal.of(change, refused), () -> attempt(change));
  }

  private DryRunResult attempt(Change change) {
    return switch (change) {
      case Change.Keep(var present) -> new DryRunResult.Taken(present);
      case Change.Apply(var wanted, _) -> new DryRunResult.Taken(writes.apply(wanted));
      case Change.Create(var wanted) ->
          writes
              .create(wanted)
              .<DryRunResult>map(DryRunResult.Taken::new)
              .orElseThrow(() -> changing(change));
      case Change.Remove(var present) -> {
        writes.delete(present);
        yield new DryRunResult.Gone();
      }
      case Change.Refuse(_, _, var problem) -> new DryRunResult.Refused(problem);
    };
  }

  private static DryRun attempt(
      Change change,
      Function<KubernetesClientException, Problem> words,
      Supplier<DryRunResult> dryRun) {
    try {
      return new DryRun(change, dryRun.get());
    } catch (KubernetesClientException problem) {
      boolean conflict = problem.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!conflict && !ApiRefusal.lasts(problem)) {
        throw problem;
      }
      return new DryRun(change, new DryRunResult.Refused(words.apply(problem)));
    }
  }

  private static String title(Change change) {
    return change.kind().name() + " " + change.name();
  }

  private static KubernetesClientException changing(Change change) {
    return new KubernetesClientException(
        title(change) + " is being created", HttpURLConnection.HTTP_CONFLICT, null);
  }
}
