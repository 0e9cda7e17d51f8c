// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.report;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.cluster.status.TrustStatus;
import dev.flotilla.nats.cluster.trust.TrustClaims;
import dev.flotilla.nats.cluster.trust.TrustKeys;
import dev.flotilla.nats.document.SecretKey;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.report.NatsClusterFacts;
import dev.flotilla.protocol.report.NatsClusterFacts.Access;
import dev.flotilla.protocol.report.NatsClusterFacts.Authority;
import dev.flotilla.protocol.report.NatsClusterFacts.Claims;
import dev.flotilla.protocol.report.NatsClusterFacts.Keys;
import dev.flotilla.protocol.report.NatsClusterFacts.Servers;
import dev.flotilla.protocol.report.NatsClusterFacts.Trust;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Composes reports from resources. */
final class ReportComposer {
  private ReportComposer() {}

  static ResourceReport of(Live resource, NatsClusterStatus status, Instant now) {
    boolean hub = resource.label(Labels.MANAGED_BY).equals(Labels.HUB);
    return new ResourceReport(
        ResourceKind.NATS_CLUSTER.key(resource.namespace(), resource.name()),
        hub ? "hub" : "local",
        Objects.requireNonNullElse(status.revision(), 0L),
        Tree.number(resource.tree(), "metadata", "generation"),
        Optional.ofNullable(status.conditions()).orElseGet(List::of).stream()
            .map(ReportComposer::condition)
            .toList(),
        Json.mapper().valueToTree(facts(resource, status)),
        false,
        now);
  }

  /** Equal except for the time. */
  static boolean same(ResourceReport one, ResourceReport other) {
    return one.equals(
        new ResourceReport(
            other.resource(),
            other.managedBy(),
            other.revision(),
            other.generation(),
            other.conditions(),
            other.facts(),
            other.deleted(),
            one.at()));
  }

  static ResourceReport.Condition condition(Condition condition) {
    return new ResourceReport.Condition(
        condition.type(), condition.status(), condition.reason(), condition.message());
  }

  private static NatsClusterFacts facts(Live resource, NatsClusterStatus status) {
    return new NatsClusterFacts(
        Objects.requireNonNullElse(status.version(), ""),
        new Servers(
            Objects.requireNonNullElse(status.replicas(), 0),
            Objects.requireNonNullElse(status.readyReplicas(), 0)),
        access(resource, status),
        trust(status.trust()),
        Optional.ofNullable(status.waived()).orElseGet(List::of),
        Optional.ofNullable(status.warnings()).orElseGet(List::of));
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
