// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.trust.SharedTrust;
import dev.flotilla.nats.cluster.trust.TrustClaims;
import dev.flotilla.nats.cluster.trust.TrustKeys;
import dev.flotilla.nats.cluster.trust.TrustMember;
import dev.flotilla.nats.jwt.Nkeys;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuestClaimsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Nkeys NKEYS = new Nkeys(new SecureRandom());

  private final DataPlaneKeys home = DataPlaneKeys.create("orders", true, NKEYS, NOW);
  private final JoinedKeys guest = JoinedKeys.create(NKEYS);
  private final TrustClaims first = signed(guest, NOW.plusSeconds(10));
  private final TrustClaims second = signed(guest, NOW.plusSeconds(20));

  @Test
  void withoutClaimsItWaits() {
    refused("TRUST_AWAITED", dataPlane(null, false), guest);
  }

  @Test
  void claimsAreTakenOnce() throws Blocked {
    assertThat(GuestClaims.taken(dataPlane(first, false), guest).claims()).contains(first);
    assertThat(GuestClaims.taken(dataPlane(first, true), guest.with(first)).claims())
        .contains(first);
  }

  @Test
  void claimsThatLeaveTheDocumentStay() throws Blocked {
    assertThat(GuestClaims.taken(dataPlane(null, true), guest.with(first)).claims())
        .contains(first);
  }

  @Test
  void otherClaimsAreTakenOnlyWhileNoServerRuns() throws Blocked {
    assertThat(GuestClaims.taken(dataPlane(second, false), guest.with(first)).claims())
        .contains(second);
    refused("TRUST_CLAIMS_FIXED", dataPlane(second, true), guest.with(first));
  }

  @Test
  void claimsForOthersAreRefused() {
    refused("TRUST_CLAIMS_FOREIGN", dataPlane(signed(JoinedKeys.create(NKEYS), NOW), false), guest);
  }

  private static void refused(String code, DataPlane dataPlane, JoinedKeys keys) {
    assertThatThrownBy(() -> GuestClaims.taken(dataPlane, keys))
        .isInstanceOfSatisfying(
            Blocked.class, blocked -> assertThat(blocked.problem().code()).isEqualTo(code));
  }

  private static DataPlane dataPlane(@Nullable TrustClaims claims, boolean running) {
    SharedTrust trust = new SharedTrust("east/nats/orders", claims, List.of());
    return new DataPlane(
        "nats",
        "orders-west",
        Map.of(),
        true,
        Authentication.of(Authentication.OPERATOR),
        running,
        Optional.of(trust));
  }

  private TrustClaims signed(JoinedKeys keys, Instant at) {
    TrustKeys shown = keys.publicKeys();
    TrustMember member =
        new TrustMember("orders-west", shown.system(), shown.probe(), shown.application());
    return SharedClaims.sign(home, List.of(member), Optional.empty(), at).published();
  }
}
