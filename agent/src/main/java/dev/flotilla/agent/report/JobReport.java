// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.report;

import dev.flotilla.agent.backup.JobKind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.backup.JobProgress;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.nats.backup.Verification;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.report.BackupFacts;
import dev.flotilla.protocol.report.ResourceReport;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Composes reports of NatsBackups and NatsRestores. */
final class JobReport {
  private JobReport() {}

  static ResourceReport of(JobKind kind, Live resource, JobStatus status, Instant now) {
    boolean hub = resource.label(Labels.MANAGED_BY).equals(Labels.HUB);
    return new ResourceReport(
        kind.resource().key(resource.namespace(), resource.name()),
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

  private static BackupFacts facts(Live resource, JobStatus status) {
    String base = Tree.text(resource.tree(), "spec", "base");
    return new BackupFacts(
        Tree.text(resource.tree(), "spec", "cluster"),
        status.set(),
        progress(status.progress()),
        verified(status.verified()),
        Objects.requireNonNullElse(status.streamsTotal(), 0),
        status.messages(),
        status.bytes(),
        base.isEmpty() ? null : base,
        Optional.ofNullable(status.streams()).orElseGet(List::of).stream()
            .map(note -> new BackupFacts.Stream(note.stream(), note.code(), note.reason()))
            .toList());
  }

  private static BackupFacts.@Nullable Progress progress(@Nullable JobProgress progress) {
    return progress == null
        ? null
        : new BackupFacts.Progress(
            progress.streams(),
            progress.streamsDone(),
            progress.bytes(),
            progress.bytesTotal(),
            progress.startedAt(),
            progress.message());
  }

  private static BackupFacts.@Nullable Verified verified(@Nullable Verification verified) {
    return verified == null ? null : new BackupFacts.Verified(verified.level(), verified.at());
  }
}
