// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.report.NatsClusterFacts;
import dev.flotilla.protocol.report.NatsClusterFacts.Claims;
import dev.flotilla.protocol.report.NatsClusterFacts.Keys;
import dev.flotilla.protocol.report.NatsClusterReport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has to be done next so that a NatsCluster trusts the operator of another. */
sealed interface JoinStep {
  /**
   * A document is to be deployed.
   *
   * @param to whose
   * @param document as it should be
   * @param words what changes in it
   * @param last whether nothing is left to do after it
   */
  record Deploy(NatsClusterView to, JsonNode document, String words, boolean last)
      implements JoinStep {}

  /**
   * An agent has to do its part.
   *
   * @param by whose
   * @param words what it does
   */
  record Await(NatsClusterView by, String words) implements JoinStep {}

  /** All is done. */
  record Done() implements JoinStep {}

  /**
   * A NatsCluster and its document.
   *
   * @param view as the hub knows it now
   * @param document as the hub wants it
   */
  record Side(NatsClusterView view, JsonNode document) {
    private JsonNode trust() {
      return document.path("spec").path("trust");
    }

    private Optional<NatsClusterFacts.Trust> shown() {
      return Optional.ofNullable(view.report()).flatMap(one -> Optional.ofNullable(one.trust()));
    }

    private ObjectNode copy() {
      return document.deepCopy();
    }
  }

  /**
   * Decides from what both are now.
   *
   * @throws Failure when they cannot be joined
   */
  static JoinStep next(Side guest, Side host) {
    String home = host.view().address();
    if (!guest.trust().has("home")) {
      ObjectNode changed = guest.copy();
      changed.withObject("/spec/trust").put("home", home);
      return new Deploy(guest.view(), changed, "sets its home to " + home, false);
    }
    requireHome(guest, host.view());
    if (guest.trust().has("claims")) {
      return new Done();
    }
    @Nullable Keys keys = guest.shown().map(NatsClusterFacts.Trust::keys).orElse(null);
    if (keys == null) {
      return awaitKeys(guest.view());
    }
    ObjectNode member = member(guest.view().name(), keys);
    Optional<JsonNode> signed = withMember(host, member);
    if (signed.isPresent()) {
      String words = "trusts the signing keys of " + guest.view().name();
      return new Deploy(host.view(), signed.get(), words, false);
    }
    @Nullable Claims claims = host.shown().map(NatsClusterFacts.Trust::claims).orElse(null);
    return claims != null && SignedFor.allow(claims, keys)
        ? new Deploy(
            guest.view(), withClaims(guest, claims), "has the claims signed by its home", true)
        : new Await(host.view(), home + " has pushed the claims to its servers");
  }

  private static void requireHome(Side guest, NatsClusterView host) {
    String named = guest.trust().path("home").asText();
    if (!("/" + host.address()).endsWith("/" + named)) {
      throw Failure.invalid(
          guest.view().address() + " already has another home, " + named,
          "The operator of a cluster cannot be changed after creation. Deploy a NatsCluster with another name.");
    }
  }

  /** Servers that began with an operator of their own never get that far. */
  private static JoinStep awaitKeys(NatsClusterView guest) {
    NatsClusterReport report = guest.report();
    NatsClusterView.Desired desired = guest.desired();
    if (report != null
        && desired != null
        && report.revision() >= desired.revision()
        && report.reason().equals("TrustFixed")) {
      throw Failure.invalid(guest.address() + " cannot join", report.message());
    }
    return new Await(guest, guest.address() + " has generated its keys");
  }

  /** Empty when the home names it already. */
  private static Optional<JsonNode> withMember(Side host, ObjectNode member) {
    ObjectNode changed = host.copy();
    ArrayNode members = changed.withObject("/spec/trust").withArray("/members");
    for (int index = 0; index < members.size(); index++) {
      if (members.get(index).path("name").equals(member.path("name"))) {
        boolean same = members.get(index).equals(member);
        members.set(index, member);
        return same ? Optional.empty() : Optional.of(changed);
      }
    }
    members.add(member);
    return Optional.of(changed);
  }

  private static ObjectNode member(String name, Keys keys) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("system", keys.system())
        .put("probe", keys.probe())
        .put("application", keys.application());
  }

  private static JsonNode withClaims(Side guest, Claims claims) {
    ObjectNode changed = guest.copy();
    changed
        .withObject("/spec/trust/claims")
        .put("operator", claims.operator())
        .put("system", claims.system())
        .put("probe", claims.probe())
        .put("application", claims.application());
    return changed;
  }
}
