// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.parser;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.rails.GuardRails;
import dev.flotilla.nats.document.Findings;
import dev.flotilla.nats.document.Manifest;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Stage;
import java.util.List;

/**
 * Reads and judges a NatsCluster document. Hub, agent and command line use this one parser, so that
 * the same wrong input has the same code and field everywhere.
 */
public final class NatsClusterParser {
  private NatsClusterParser() {}

  /**
   * Reads a document.
   *
   * @param manifest the whole document, with {@code apiVersion}, {@code kind}, {@code metadata} and
   *     {@code spec}; a {@code status} is ignored
   * @param stage whether its servers run already
   * @param catalogue judges its version: that of the hub, or what the agent got from its hub
   */
  public static Parsed<NatsCluster> parse(JsonNode manifest, Stage stage, Catalogue catalogue) {
    Findings findings = new Findings(NatsCluster.KIND);
    Section document = Section.of(manifest, findings);
    Manifest head = Manifest.read(document, NatsCluster.API_VERSION, NatsCluster.KIND);
    NatsClusterSpec spec = new SpecReader(catalogue).read(document.section("spec"), stage);
    head.name().ifPresent(own -> GuardRails.judgeName(own, spec, document));
    document.skip(List.of("status"));
    document.refuseUnknown();
    return findings.outcome(
        head.name().map(name -> new NatsCluster(head.namespace().orElse(null), name, spec)),
        spec.waivers());
  }
}
