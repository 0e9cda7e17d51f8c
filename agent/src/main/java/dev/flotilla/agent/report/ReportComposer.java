// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.report;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.cluster.Condition;
import dev.flotilla.nats.cluster.NatsClusterStatus;
import dev.flotilla.nats.cluster.SecretKey;
import dev.flotilla.nats.cluster.TrustClaims;
import dev.flotilla.nats.cluster.TrustKeys;
import dev.flotilla.nats.cluster.TrustStatus;
import dev.flotilla.protocol.event.NatsClusterReport;
import dev.flotilla.protocol.event.NatsClusterReport.Access;
import dev.flotilla.protocol.event.NatsClusterReport.Authority;
import dev.flotilla.protocol.event.NatsClusterReport.Claims;
import dev.flotilla.protocol.event.NatsClusterReport.Keys;
import dev.flotilla.protocol.event.NatsClusterReport.Servers;
import dev.flotilla.protocol.event.NatsClusterReport.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes reports from resources. */
final class ReportComposer {
  private ReportComposer() {}

  static NatsClusterReport of(Live resource, NatsClusterStatus status, Instant now) {
    Optional<Condition> ready =
        Optional.ofNullable(status.conditions()).orElseGet(List::of).stream()
            .filter(condition -> condition.type().equals("Ready"))
            .findFirst();
    boolean hub = resource.label(Labels.MANAGED_BY).equals(Labels.HUB);
    return new NatsClusterReport(
        resource.namespace(),
        resource.name(),
        hub ? "hub" : "local",
        Objects.requireNonNullElse(status.revision(), 0L),
        Tree.number(resource.tree(), "metadata", "generation"),
        ready.filter(condition -> condition.status().equals("True")).isPresent(),
        ready.map(Condition::reason).orElse("Unknown"),
        ready.map(Condition::message).orElse(""),
        Objects.requireNonNullElse(status.version(), ""),
        new Servers(
            Objects.requireNonNullElse(status.replicas(), 0),
            Objects.requireNonNullElse(status.readyReplicas(), 0)),
        access(resource, status),
        trust(status.trust()),
        Optional.ofNullable(status.waived()).orElseGet(List::of),
        Optional.ofNullable(status.warnings()).orElseGet(List::of),
        false,
        now);
  }

  /** Equal but for the time. */
  static boolean same(NatsClusterReport one, NatsClusterReport other) {
    return at(one, Instant.EPOCH).equals(at(other, Instant.EPOCH));
  }

  private static NatsClusterReport at(NatsClusterReport report, Instant at) {
    return new NatsClusterReport(
        report.namespace(),
        report.name(),
        report.managedBy(),
        report.revision(),
        report.generation(),
        report.ready(),
        report.reason(),
        report.message(),
        report.version(),
        report.servers(),
        report.access(),
        report.trust(),
        report.waived(),
        report.warnings(),
        report.deleted(),
        at);
  }

  private static @Nullable Access access(Live resource, NatsClusterStatus status) {
    SecretKey credentials = status.credentialsSecret();
    if (status.url() == null) {
      return null;
    }
    return new Access(
        status.url(),
        credentials == null ? null : credentials.name(),
        credentials == null ? null : credentials.key(),
        authority(resource, status));
  }

  private static @Nullable Authority authority(Live resource, NatsClusterStatus status) {
    SecretKey roots = status.caSecret();
    return roots == null
        ? null
        : new Authority(
            roots.name(), roots.key(), Tree.flag(resource.tree(), "spec", "tls", "verifyClients"));
  }

  private static @Nullable Trust trust(@Nullable TrustStatus status) {
    if (status == null) {
      return null;
    }
    TrustKeys keys = status.keys();
    TrustClaims claims = status.claims();
    return new Trust(
        keys == null ? null : new Keys(keys.system(), keys.probe(), keys.application()),
        claims == null
            ? null
            : new Claims(claims.operator(), claims.system(), claims.probe(), claims.application()));
  }
}
