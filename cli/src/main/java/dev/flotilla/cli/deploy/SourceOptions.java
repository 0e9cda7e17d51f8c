// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import dev.flotilla.cli.hub.HubClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The document and its destination. */
final class SourceOptions {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "A NatsCluster as YAML or JSON; '-' reads stdin")
  private String file = "";

  @Option(
      names = "--member",
      paramLabel = "MEMBER",
      description = "Target member; optional if the fleet has only one")
  private @Nullable String member;

  /** The document. */
  Manifest manifest() {
    return Manifest.read(file);
  }

  /** The destination of the document; the member may be omitted if there is only one. */
  Destination destination(Manifest manifest, HubClient hub) {
    return Destination.of(manifest, member, hub);
  }
}
