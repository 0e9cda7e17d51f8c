// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.Bytes;
import dev.flotilla.cli.output.Fields;
import dev.flotilla.cli.output.Sentences;
import dev.flotilla.cli.session.Terminal;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.report.BackupFacts;
import dev.flotilla.protocol.report.BackupReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One backup or restore on one screen: what is missing comes first. */
final class JobScreen {
  private final JobKind kind;
  private final Terminal terminal;
  private final Instant now;

  JobScreen(JobKind kind, Terminal terminal, Instant now) {
    this.kind = kind;
    this.terminal = terminal;
    this.now = now;
  }

  String render(BackupView view) {
    return terminal.heading(view.address()) + "\n\n" + body(view) + advice(view);
  }

  /** Without the address and advice. */
  String body(BackupView view) {
    Fields fields = new Fields();
    BackupReport report = view.report();
    BackupFacts facts = report == null ? BackupFacts.NONE : report.facts();
    left(fields, facts);
    boolean good = !view.state().equals("Failed") && !view.state().equals("Incomplete");
    fields
        .add("State", terminal.judged(view.state(), good))
        .add("Message", report == null ? null : report.message())
        .add("Cluster", view.member() + "/" + view.namespace() + "/" + view.cluster())
        .add("Set", facts.set())
        .add("Built on", facts.set() == null || kind != JobKind.BACKUP ? null : base(facts.base()))
        .add("Streams", streams(facts))
        .add("Messages", facts.messages() == null ? null : String.valueOf(facts.messages()))
        .add("Size", facts.bytes() == null ? null : Bytes.of(facts.bytes()))
        .add("Verified", kind == JobKind.BACKUP ? verified(facts.verified()) : null)
        .add("Managed by", report == null ? null : report.managedBy())
        .add("Requested", requested(view.lastOperation()));
    return fields.render();
  }

  private void left(Fields fields, BackupFacts facts) {
    String name = kind.left();
    for (BackupFacts.Stream stream : facts.streams()) {
      fields.add(name, stream.stream() + ": " + Sentences.withCode(stream.reason(), stream.code()));
      name = "";
    }
    int others = facts.notSaved() - facts.streams().size();
    if (others > 0) {
      fields.add(name, others + " more; the first 100 are in status.streams of the " + kind.kind());
    }
  }

  private static String base(@Nullable String base) {
    return base == null ? "nothing: it is a full one" : base;
  }

  private static @Nullable String streams(BackupFacts facts) {
    BackupFacts.Progress progress = facts.progress();
    return progress == null ? null : progress.streamsDone() + " of " + progress.streams();
  }

  private String verified(BackupFacts.@Nullable Verified verified) {
    return verified == null
        ? "no"
        : "%s, %s ago".formatted(verified.level(), Ages.since(Instant.parse(verified.at()), now));
  }

  private @Nullable String requested(@Nullable OperationView operation) {
    return operation == null
        ? null
        : "%s ago, by %s, operation %s"
            .formatted(
                Ages.since(operation.requestedAt(), now), operation.requestedBy(), operation.id());
  }

  private String advice(BackupView view) {
    boolean set = view.report() != null && view.report().facts().set() != null;
    return kind == JobKind.BACKUP && set && !view.state().equals("Failed")
        ? "\nRestore: flotilla restore %s/%s/%s --backup %s --dry-run\n"
            .formatted(view.member(), view.namespace(), view.cluster(), view.name())
        : "";
  }
}
