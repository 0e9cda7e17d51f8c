// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.nats.cluster.TrustKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Keeps what data planes of every mode of authentication need to let people and the agent in. */
@ApplicationScoped
public class AccessStore {
  private final OperatorAccess claims;
  private final LocalAccess lists;

  AccessStore(OperatorAccess claims, LocalAccess lists) {
    this.claims = claims;
    this.lists = lists;
  }

  /**
   * The rules of a data plane and the agent's logins, made where they are missing.
   *
   * @throws Blocked when a Secret of that name is somebody else's, keys that must be there are
   *     lost, or a password is not to be had
   */
  public DataPlaneAccess open(DataPlane dataPlane) throws Blocked {
    return dataPlane.authentication().byOperator() ? claims.open(dataPlane) : lists.open(dataPlane);
  }

  /**
   * The agent's logins to servers that run; the rules are not those of any document.
   *
   * @throws Blocked when the keys are not to be had
   */
  public DataPlaneAccess reach(DataPlane dataPlane) throws Blocked {
    return dataPlane.authentication().byOperator()
        ? claims.open(dataPlane)
        : lists.reach(dataPlane);
  }

  /**
   * What {@link #open} would do. Nothing is stored.
   *
   * @throws Blocked where {@link #open} would be
   */
  public AccessForecast foresee(DataPlane dataPlane) throws Blocked {
    return dataPlane.authentication().byOperator()
        ? claims.foresee(dataPlane)
        : lists.foresee(dataPlane);
  }

  /**
   * Sees to it that a user of an operator's data plane has credentials whom not every one has.
   *
   * @throws Blocked as {@link #open}
   */
  public void admit(DataPlane dataPlane, DataPlaneUser user) throws Blocked {
    claims.admit(dataPlane, user);
  }

  /**
   * The public halves of the keys that wait for another's signature; empty when none do.
   *
   * @throws Blocked as {@link #open}
   */
  public Optional<TrustKeys> publicKeys(DataPlane dataPlane) throws Blocked {
    return dataPlane.authentication().byOperator()
        ? claims.publicKeys(dataPlane)
        : Optional.empty();
  }

  /**
   * The claims that every server of a home must have; empty where there never were members.
   *
   * @throws Blocked as {@link #open}
   */
  public Optional<SharedClaims> shared(DataPlane dataPlane) throws Blocked {
    return dataPlane.authentication().byOperator() ? claims.shared(dataPlane) : Optional.empty();
  }
}
