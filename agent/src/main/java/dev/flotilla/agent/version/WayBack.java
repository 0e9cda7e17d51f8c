// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Whether a server that failed with a newer template can go back to its earlier one. */
@ApplicationScoped
public class WayBack {
  private final VersionGuard guard;
  private final KubernetesObjects objects;

  WayBack(VersionGuard guard, KubernetesObjects objects) {
    this.guard = guard;
    this.objects = objects;
  }

  /**
   * Why it cannot; empty when it can. A server that never ran has changed nothing; one that may be
   * reading its streams would only begin anew.
   *
   * @param resource the NatsCluster
   * @param cluster its document
   * @param failed the server
   * @param target version of its earlier template
   * @throws InterruptedException when the agent stops
   */
  public Optional<String> obstacle(
      Live resource, NatsCluster cluster, ServerPod failed, String target)
      throws InterruptedException {
    return switch (way(cluster, failed, target)) {
      case Way.Open() -> Optional.empty();
      case Way.Closed(var why) -> Optional.of(why);
      case Way.Unknown(var to) -> refusal(resource, to);
    };
  }

  /** What is known before any server is asked. */
  sealed interface Way {
    /** It can go back. */
    record Open() implements Way {}

    /** It cannot, and why. */
    record Closed(String why) implements Way {}

    /** That depends on what servers store. */
    record Unknown(ServerVersion to) implements Way {}
  }

  static Way way(NatsCluster cluster, ServerPod failed, String target) {
    if (!failed.hasRun()) {
      return new Way.Open();
    }
    if (failed.trouble().isEmpty()) {
      return new Way.Closed(failed.name() + " runs, and may still be recovering its streams");
    }
    Optional<ServerVersion> from = RunningVersions.version(failed);
    Optional<ServerVersion> to = ServerVersion.parse(target);
    if (from.isEmpty() || to.isEmpty()) {
      return new Way.Closed("its versions are not known");
    }
    return isJudged(from.get(), to.get(), cluster) ? new Way.Unknown(to.get()) : new Way.Open();
  }

  /** The version of a pod's template; empty when it does not tell. */
  public static String version(ServerPod pod) {
    return RunningVersions.version(pod).map(ServerVersion::toString).orElse("");
  }

  private static boolean isJudged(ServerVersion from, ServerVersion to, NatsCluster cluster) {
    return from.compareTo(to) > 0
        && !from.line().equals(to.line())
        && cluster.spec().settings().jetStream().enabled()
        && !cluster.spec().waivers().contains(FindingCode.FEATURES_IN_USE.name());
  }

  private Optional<String> refusal(Live resource, ServerVersion to) throws InterruptedException {
    try {
      Optional<Live> set = objects.find(Kind.STATEFUL_SET, resource.namespace(), resource.name());
      return set.isEmpty()
          ? Optional.empty()
          : guard.refusal(resource, set.get(), to).map(WayBack::sentence);
    } catch (Blocked unknown) {
      return Optional.of(sentence(unknown.problem()));
    }
  }

  private static String sentence(Problem problem) {
    return problem.message() + " (" + problem.code() + ")";
  }
}
