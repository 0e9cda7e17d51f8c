// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.nats.cluster.trust.TrustClaims;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Which claims of its home a data plane uses. It keeps those with which its servers first started:
 * newer ones reach them over the gateways, and different ones in the configuration would restart
 * them.
 */
final class GuestClaims {
  private GuestClaims() {}

  /**
   * The keys with the claims that the servers are, or were, first started with.
   *
   * @throws Blocked when there are none yet, or none that permit these keys
   */
  static JoinedKeys taken(DataPlane dataPlane, JoinedKeys keys) throws Blocked {
    Optional<TrustClaims> given =
        dataPlane.trust().flatMap(trust -> Optional.ofNullable(trust.claims()));
    if (given.isEmpty() || given.equals(keys.claims())) {
      if (keys.claims().isEmpty()) {
        throw awaited(dataPlane);
      }
      return keys;
    }
    if (keys.claims().isPresent() && dataPlane.running()) {
      throw new Blocked(
          new Problem(
              Code.TRUST_CLAIMS_FIXED,
              "spec.trust.claims differ from those that the servers started with",
              "Restore them; claims that the home signs later reach the servers over the gateways."));
    }
    List<String> refusing = keys.refusedBy(given.get());
    if (!refusing.isEmpty()) {
      throw new Blocked(
          new Problem(
              Code.TRUST_CLAIMS_FOREIGN,
              "the claims of "
                  + String.join(", ", refusing)
                  + " do not include the signing keys of this NatsCluster",
              "Copy status.trust.keys of this NatsCluster to spec.trust.members of the home, then its new status.trust.claims."));
    }
    return keys.with(given.get());
  }

  private static Blocked awaited(DataPlane dataPlane) {
    String home =
        dataPlane.trust().flatMap(trust -> Optional.ofNullable(trust.home())).orElse("the home");
    return new Blocked(
        new Problem(
            Code.TRUST_AWAITED,
            "servers start only after " + home + " has signed the keys of this NatsCluster",
            "Run 'flotilla trust join', or copy status.trust.keys to spec.trust.members of "
                + home
                + ", then its status.trust.claims to spec.trust.claims here."));
  }
}
