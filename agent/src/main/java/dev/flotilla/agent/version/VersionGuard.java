// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.agent.catalogue.Catalogues;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.ServerSurveys;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Stands between a document's version and the servers: they go there by the lines that must not be
 * passed over, and back only where their streams and consumers can follow.
 */
@ApplicationScoped
public class VersionGuard {
  private final Catalogues catalogues;
  private final ServerSurveys surveys;

  VersionGuard(Catalogues catalogues, ServerSurveys surveys) {
    this.catalogues = catalogues;
    this.surveys = surveys;
  }

  /**
   * What servers that exist are brought to now.
   *
   * @param resource the NatsCluster
   * @param cluster its accepted document
   * @param set its StatefulSet
   * @throws Blocked when the way leads back and the servers do not tell what they store
   * @throws InterruptedException when the agent stops
   */
  public NextVersion next(Live resource, NatsCluster cluster, Live set)
      throws Blocked, InterruptedException {
    ServerVersion wanted = ServerVersion.of(cluster.spec().servers().version());
    Optional<RunningVersions> running = running(set);
    if (running.isEmpty()) {
      return new NextVersion.Reachable(cluster, List.of());
    }
    Catalogue catalogue = catalogues.active();
    ServerVersion next = VersionSteps.next(running.get(), wanted, catalogue);
    if (isJudged(running.get(), next, cluster)) {
      Optional<Problem> refusal = refusal(resource, set, Collections.min(List.of(next, wanted)));
      if (refusal.isPresent()) {
        return new NextVersion.Refused(refusal.get());
      }
    }
    return next.equals(wanted)
        ? new NextVersion.Reachable(cluster, List.of())
        : onTheWay(resource, next, catalogue.hops(next, wanted).orElse(List.of(wanted)));
  }

  /** What the servers of a StatefulSet run; empty when its template does not tell. */
  Optional<RunningVersions> running(Live set) {
    return RunningVersions.of(set, surveys.pods(set));
  }

  /** Judged before the template changes: servers that roll back already are not held half way. */
  private static boolean isJudged(
      RunningVersions running, ServerVersion next, NatsCluster cluster) {
    return !next.equals(running.template())
        && running.ranNewerLine(next)
        && cluster.spec().settings().jetStream().enabled()
        && !cluster.spec().waivers().contains(FindingCode.FEATURES_IN_USE.name());
  }

  /** Why streams and consumers do not allow an older version, if they do not. */
  Optional<Problem> refusal(Live resource, Live set, ServerVersion target)
      throws Blocked, InterruptedException {
    try {
      return Downgrade.judge(
          surveys.assets(resource, set, answers(set, target)), target, catalogues.active());
    } catch (IOException unanswered) {
      throw new Blocked(
          new Problem(
              Code.STREAMS_UNKNOWN,
              "whether streams can follow to nats-server %s is not known: %s"
                  .formatted(target, unanswered.getMessage()),
              "Bring every server back, or list FEATURES_IN_USE in spec.waivers to go ahead without knowing."));
    }
  }

  /**
   * Every server must answer. Where servers of the target's line are left, an upgrade failed on the
   * way, and the one that does not answer is what is to be mended.
   */
  private int answers(Live set, ServerVersion target) {
    List<ServerPod> serving = surveys.pods(set).stream().filter(ServerPod::serving).toList();
    boolean turnsBack =
        serving.stream()
            .flatMap(pod -> RunningVersions.version(pod).stream())
            .anyMatch(version -> version.line().equals(target.line()));
    return turnsBack ? serving.size() : SetFacts.of(set).replicas();
  }

  private NextVersion onTheWay(Live resource, ServerVersion next, List<ServerVersion> further) {
    ObjectNode document = Json.mapper().valueToTree(resource.tree());
    JsonNode spec = document.path("spec");
    if (spec.has("image")) {
      return new NextVersion.Refused(
          new Problem(
              Code.IMAGE_SKIPS_LINE,
              "servers go to %s by %s, and spec.image names one image only"
                  .formatted(further.getLast(), next),
              "Deploy version %s with its image first, or leave spec.image out.".formatted(next)));
    }
    ((ObjectNode) spec).put("version", next.toString());
    Parsed<NatsCluster> parsed =
        NatsClusterParser.parse(document, Stage.RUNNING, catalogues.active());
    return parsed
        .value()
        .<NextVersion>map(cluster -> new NextVersion.Reachable(cluster, further))
        .orElseGet(() -> new NextVersion.Refused(unfit(next, parsed.errors().getFirst())));
  }

  private static Problem unfit(ServerVersion next, Finding finding) {
    return new Problem(
        finding.code().name(),
        "on the way by nats-server %s: %s: %s".formatted(next, finding.field(), finding.message()),
        finding.hint());
  }
}
