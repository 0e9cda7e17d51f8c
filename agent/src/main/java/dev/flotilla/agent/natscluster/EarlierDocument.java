// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.cluster.status.VerifiedState;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The document with which all servers of a NatsCluster were last verified. It is in the member, so
 * that a change can be aborted while the hub is away.
 */
public final class EarlierDocument {
  private static final String SPEC = "spec";
  private static final String ABORT = "abort";
  private static final String PAUSED = "paused";
  private static final String WAIVERS = "waivers";
  private static final String RESTART = "restart";

  private EarlierDocument() {}

  /** That document; empty where there is none, or the catalogue no longer accepts it. */
  static Optional<NatsCluster> of(Live resource, Catalogue catalogue) {
    return verified(resource)
        .map(spec -> with(resource, spec))
        .flatMap(
            earlier ->
                NatsClusterParser.parse(
                        Json.mapper().valueToTree(earlier.tree()), Stage.RUNNING, catalogue)
                    .value());
  }

  /**
   * The NatsCluster as it is reconciled: with that document where the present one aborts its
   * change. A pause and waivers are those of the present one; a restart ends with the change.
   */
  public static Live effective(Live resource) {
    return aborts(resource)
        ? verified(resource).map(spec -> with(resource, aborted(resource, spec))).orElse(resource)
        : resource;
  }

  /** Why a change cannot be aborted, if it is to be. */
  public static Optional<Problem> missing(Live resource) {
    return aborts(resource) && verified(resource).isEmpty()
        ? Optional.of(
            new Problem(
                Code.NOTHING_VERIFIED,
                "the servers were never all verified healthy, so there is nothing that they could return to",
                "Remove spec.abort, and correct the document."))
        : Optional.empty();
  }

  /** The present document as one that was verified; the known one where it says the same. */
  static VerifiedState verified(Live resource, @Nullable VerifiedState known) {
    JsonNode spec = spec(resource);
    return known != null && known.spec().equals(spec) ? known : new VerifiedState(spec);
  }

  private static boolean aborts(Live resource) {
    return Tree.flag(resource.tree(), SPEC, ABORT);
  }

  private static Optional<ObjectNode> verified(Live resource) {
    return Tree.at(resource.tree(), "status", "verified", SPEC)
        .map(spec -> Json.mapper().<JsonNode>valueToTree(spec))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast);
  }

  private static JsonNode spec(Live resource) {
    return Json.mapper().<JsonNode>valueToTree(resource.tree()).path(SPEC);
  }

  private static ObjectNode aborted(Live resource, ObjectNode verified) {
    JsonNode present = spec(resource);
    verified.put(ABORT, true);
    verified.remove(RESTART);
    if (present.has(PAUSED)) {
      verified.set(PAUSED, present.get(PAUSED));
    }
    if (present.path(WAIVERS) instanceof ArrayNode waivers) {
      verified.withArray("/" + WAIVERS).addAll(waivers);
    }
    return verified;
  }

  @SuppressWarnings("unchecked") // Jackson makes a tree of maps of an object.
  private static Live with(Live resource, ObjectNode spec) {
    ObjectNode document = Json.mapper().valueToTree(resource.tree());
    document.set(SPEC, spec);
    return new Live(resource.kind(), Json.mapper().convertValue(document, Map.class));
  }
}
