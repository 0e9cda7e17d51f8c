// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What becomes of the Secrets of a data plane, and what is then known of who may log in. Keys and
 * credentials that are missing have been made, and are forgotten unless the changes are carried
 * out.
 */
public sealed interface AccessDraft {
  /** In the order in which they are written. */
  List<Change> secrets();

  /**
   * Everything that servers need is there, or will be.
   *
   * @param secrets what becomes of each Secret
   * @param access how servers let people in, and the agent's logins
   * @param shared the claims that every server of a home must have; empty where there never were
   *     members
   * @param leaving public keys of members that would sign nobody any more
   * @param credentials what becomes of the Secret of a user whom not every data plane has
   */
  record Usable(
      List<Change> secrets,
      DataPlaneAccess access,
      Optional<SharedClaims> shared,
      Set<String> leaving,
      Function<DataPlaneUser, Change> credentials)
      implements AccessDraft {
    public Usable {
      secrets = List.copyOf(secrets);
      leaving = Set.copyOf(leaving);
    }

    /** What people should know before they do it. */
    public List<Problem> warnings() {
      return leaving.isEmpty()
          ? List.of()
          : List.of(
              new Problem(
                  Code.TRUST_MEMBER_LEAVES,
                  leaving.size()
                      + " signing keys of members are removed: users that they signed are disconnected immediately",
                  "Stop the applications of that member first; its agent is disconnected, too."));
    }
  }

  /**
   * The keys are unusable until the operator has signed their account.
   *
   * @param secrets what becomes of the keys
   * @param problem what is waited for
   */
  record Awaited(List<Change> secrets, Problem problem) implements AccessDraft {
    public Awaited {
      secrets = List.copyOf(secrets);
    }
  }
}
