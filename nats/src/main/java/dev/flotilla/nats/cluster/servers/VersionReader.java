// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.servers;

import static dev.flotilla.nats.document.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.document.FindingCode.BELOW_SECURITY_FLOOR;
import static dev.flotilla.nats.document.FindingCode.UNKNOWN_VERSION;
import static dev.flotilla.nats.document.FindingCode.UNLISTED_VERSION;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Judgement;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Severity;
import dev.flotilla.nats.document.Stage;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads {@code spec.version} and judges it by a catalogue.
 *
 * @param catalogue of the hub, or of the agent
 * @param spec that holds the version
 * @param stage whether servers run already
 */
public record VersionReader(Catalogue catalogue, Section spec, Stage stage) {
  private static final String FIELD = "version";

  /** The version; empty when none can be read. */
  public Optional<ServerVersion> read() {
    if (!spec.has(FIELD)) {
      spec.missing(FIELD, listed());
    }
    return spec.text(FIELD).flatMap(this::judged);
  }

  private Optional<ServerVersion> judged(String text) {
    return switch (catalogue.judge(text)) {
      case Judgement.Known(var _, var release) -> Optional.of(release.version());
      case Judgement.Unlisted(var line, var version) -> {
        unlisted(line, version);
        yield Optional.of(version);
      }
      case Judgement.BelowFloor(var line, var version) -> {
        belowFloor(line, version);
        yield Optional.of(version);
      }
      case Judgement.UnknownLine(var version) -> {
        unknownLine(version);
        yield Optional.of(version);
      }
      case Judgement.Malformed _ -> {
        String message = "\"" + text + "\" is not a released version of nats-server.";
        spec.report(BAD_VALUE, spec.field(FIELD), message, listed());
        yield Optional.empty();
      }
    };
  }

  private void unlisted(Line line, ServerVersion version) {
    spec.warn(
        UNLISTED_VERSION,
        spec.field(FIELD),
        "nats-server "
            + version
            + " is not in the catalogue; it is deployed as a release of line "
            + line.name()
            + ".",
        "Import a newer catalogue, or list UNLISTED_VERSION in spec.waivers.");
  }

  /** Servers that run already cannot be rejected, and must not block their own upgrade. */
  private void belowFloor(Line line, ServerVersion version) {
    String fixes =
        line.floor() == null
            ? " that no release of line " + line.name() + " fixes."
            : " that " + line.floor() + " fixes.";
    spec.report(
        new Finding(
            BELOW_SECURITY_FLOOR,
            stage == Stage.RUNNING ? Severity.WARNING : Severity.ERROR,
            spec.field(FIELD),
            "nats-server " + version + " has published vulnerabilities" + fixes,
            "Use a newer version, or list BELOW_SECURITY_FLOOR in spec.waivers."));
  }

  private void unknownLine(ServerVersion version) {
    spec.report(
        UNKNOWN_VERSION,
        spec.field(FIELD),
        "nats-server " + version + " is of a line that the catalogue does not have.",
        "Known lines: "
            + catalogue.lines().stream().map(Line::name).collect(Collectors.joining(", "))
            + ". Import a newer catalogue, or list UNKNOWN_VERSION in spec.waivers.");
  }

  private String listed() {
    return "Known versions: " + String.join(", ", catalogue.versions()) + ".";
  }
}
