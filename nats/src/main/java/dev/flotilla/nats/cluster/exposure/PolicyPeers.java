// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lists of {@code NetworkPolicyPeer}, passed on unchanged if Kubernetes would accept them. */
final class PolicyPeers {
  private static final Pattern CIDR =
      Pattern.compile(
          "(?:\\d{1,3}(?:\\.\\d{1,3}){3}/(?:\\d|[12]\\d|3[0-2]))|(?:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*/\\d{1,3})");

  private PolicyPeers() {}

  public static Optional<JsonNode> read(Section section, String name) {
    Optional<JsonNode> peers = section.array(name);
    if (peers.isPresent()) {
      section.sections(name).forEach(PolicyPeers::judge);
    }
    return peers;
  }

  private static void judge(Section peer) {
    Optional<JsonNode> pods = peer.object("podSelector");
    Optional<JsonNode> namespaces = peer.object("namespaceSelector");
    boolean selects = pods.isPresent() || namespaces.isPresent();
    boolean block = peer.object("ipBlock").isPresent();
    if (block) {
      judgeBlock(peer.section("ipBlock"));
    }
    peer.refuseUnknown();
    if (selects == block) {
      peer.report(
          FindingCode.BAD_VALUE,
          peer.field(block ? "ipBlock" : "podSelector"),
          block
              ? "A peer has either an ipBlock or selectors, not both."
              : "An empty peer is refused by Kubernetes.",
          "Set podSelector, namespaceSelector or both, or only ipBlock.");
    }
  }

  private static void judgeBlock(Section block) {
    if (!block.has("cidr")) {
      block.missing("cidr", "Set a CIDR such as 10.0.0.0/8.");
    }
    var _ = block.matching("cidr", CIDR, "a CIDR such as 10.0.0.0/8");
    var _ = block.texts("except", CIDR, "a CIDR such as 10.0.0.0/8");
    block.refuseUnknown();
  }
}
