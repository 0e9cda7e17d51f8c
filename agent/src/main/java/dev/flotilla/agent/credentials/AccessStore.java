// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.nats.cluster.trust.TrustKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Determines what data planes of every mode of authentication need so that clients and the agent
 * can log in. Reads and writes nothing.
 */
@ApplicationScoped
public class AccessStore {
  private final OperatorAccess claims;
  private final LocalAccess lists;

  AccessStore(OperatorAccess claims, LocalAccess lists) {
    this.claims = claims;
    this.lists = lists;
  }

  /**
   * The rules of a data plane, the agent's credentials, and changes of the Secrets that hold them.
   *
   * @throws Blocked when a Secret of that name has another owner, keys that must exist are lost, or
   *     a password is not available
   */
  public AccessDraft draft(DataPlane dataPlane) throws Blocked {
    return dataPlane.authentication().byOperator()
        ? claims.draft(dataPlane)
        : lists.draft(dataPlane);
  }

  /**
   * The agent's credentials for running servers; the rules are not those of any document.
   *
   * @throws Blocked when the keys are not available
   */
  public DataPlaneAccess reach(DataPlane dataPlane) throws Blocked {
    return dataPlane.authentication().byOperator()
        ? claims.reach(dataPlane)
        : lists.reach(dataPlane);
  }

  /**
   * A login to the account for applications. Servers that know users by their claims get a new user
   * with only those permissions; others know one that the agent has already.
   *
   * @throws Blocked when the keys are not available
   */
  public AccountLogin login(DataPlane dataPlane, ShortLivedUser user) throws Blocked {
    return dataPlane.authentication().byOperator()
        ? claims.issue(dataPlane, user)
        : new AccountLogin(Optional.empty(), lists.reach(dataPlane).application());
  }

  /**
   * The public halves of the keys that wait for another's signature; empty when none do.
   *
   * @throws Blocked as {@link #draft}
   */
  public Optional<TrustKeys> publicKeys(DataPlane dataPlane) throws Blocked {
    return dataPlane.authentication().byOperator()
        ? claims.publicKeys(dataPlane)
        : Optional.empty();
  }
}
