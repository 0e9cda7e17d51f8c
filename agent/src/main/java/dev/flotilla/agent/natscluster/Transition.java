// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.kubernetes.Coverage;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.agent.render.tls.TlsFiles;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges whether running servers can be changed to what a document says; a change that would lose
 * data or quorum is refused.
 */
public final class Transition {
  private static final String STANDALONE = FindingCode.STANDALONE_STREAMS.name();

  private Transition() {}

  /** The reason for a refusal, if any. */
  public static Optional<Problem> judge(Live present, Manifest wanted, NatsClusterSpec spec) {
    return authentication(present, wanted)
        .or(() -> volumes(present, wanted))
        .or(() -> tls(present, wanted))
        .or(() -> reduced(present, wanted))
        .or(() -> standalone(present, wanted, spec))
        .or(() -> clusterName(present, wanted));
  }

  /** nats-server itself would accept it, and lose what was placed by that name. */
  private static Optional<Problem> clusterName(Live present, Manifest wanted) {
    String live = present.annotation(Labels.CLUSTER_NAME);
    String asked = Tree.text(wanted.metadata(), "annotations", Labels.CLUSTER_NAME);
    return asked.equals(live)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.CLUSTER_RENAMED,
                "the cluster name cannot be changed after creation: stream placement depends on it",
                "Restore gateway.name, or create a new NatsCluster."));
  }

  /** Streams belong to accounts; another mode has other accounts, even of the same name. */
  private static Optional<Problem> authentication(Live present, Manifest wanted) {
    String live = ServerSet.authentication(Tree.at(present.tree(), "metadata").orElse("")).mode();
    String asked = ServerSet.authentication(wanted.metadata()).mode();
    return live.equals(asked)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.AUTHENTICATION_FIXED,
                "authentication cannot be changed from "
                    + live
                    + " to "
                    + asked
                    + ": users would be locked out, and streams of accounts lost",
                "Restore authentication.mode to " + live + ", or create a new NatsCluster."));
  }

  private static Optional<Problem> volumes(Live present, Manifest wanted) {
    Object live = Tree.at(present.tree(), "spec", "volumeClaimTemplates").orElse(null);
    Object asked = Tree.at(wanted.content(), "spec", "volumeClaimTemplates").orElse(null);
    return Coverage.covers(live, asked)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.VOLUMES_IMMUTABLE,
                "volumes cannot be added, removed or changed in size or storage class after creation",
                "Restore jetStream.enabled, fileStore and resolver, or create a new NatsCluster."));
  }

  /**
   * Servers with TLS and servers without it do not connect to each other, and neither the agent nor
   * clients can connect to both kinds at once.
   */
  private static Optional<Problem> tls(Live present, Manifest wanted) {
    String live = TlsFiles.manner(present.tree());
    String asked = TlsFiles.manner(wanted.content());
    return live.equals(asked)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.TLS_FIXED,
                "TLS cannot be changed from "
                    + said(live)
                    + " to "
                    + said(asked)
                    + ": old and new servers could not connect to each other during the rollout",
                "Restore spec.tls, or create a new NatsCluster. No TLS is {listeners: {client: false, routes: false}}."));
  }

  private static String said(String manner) {
    return manner.isEmpty() ? "no TLS" : "TLS of " + manner;
  }

  private static Optional<Problem> reduced(Live present, Manifest wanted) {
    long live = Tree.number(present.tree(), "spec", "replicas");
    long asked = Tree.number(wanted.content(), "spec", "replicas");
    return asked >= live
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.SERVERS_REDUCED,
                "servers cannot be reduced from "
                    + live
                    + " to "
                    + asked
                    + ": streams on the removed servers would lose replicas",
                "Keep spec.replicas at " + live + " or above."));
  }

  /** A server that joins others deletes the streams on its volume that they do not know. */
  private static Optional<Problem> standalone(Live present, Manifest wanted, NatsClusterSpec spec) {
    boolean joins =
        Tree.number(present.tree(), "spec", "replicas") == 1
            && Tree.number(wanted.content(), "spec", "replicas") > 1;
    return !joins || !spec.settings().jetStream().enabled() || spec.waivers().contains(STANDALONE)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                STANDALONE,
                "a standalone server that joins a cluster deletes its streams",
                "Create a new NatsCluster and copy the streams, or list "
                    + STANDALONE
                    + " in spec.waivers if the streams can be lost."));
  }

  /**
   * Codes of this class that a document waives. Running servers do not reveal whether they were
   * created as one, so the waiver is shown for as long as the document has it.
   */
  public static List<String> waived(NatsClusterSpec spec) {
    boolean joined = spec.servers().replicas() > 1 && spec.settings().jetStream().enabled();
    return Stream.of(STANDALONE, FindingCode.ROLL_UNHEALTHY.name())
        .filter(code -> joined || !code.equals(STANDALONE))
        .filter(spec.waivers()::contains)
        .toList();
  }
}
