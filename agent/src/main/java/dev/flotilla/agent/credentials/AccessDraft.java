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
 * Changes of the Secrets of a data plane, and who can log in once they are applied. Keys and
 * credentials that are missing have been generated, and are discarded unless the changes are
 * applied.
 */
public sealed interface AccessDraft {
  /** In the order in which they are written. */
  List<Change> secrets();

  /**
   * Everything that servers need exists, or will.
   *
   * @param secrets changes of the Secrets
   * @param access how servers authenticate clients, and the agent's own credentials
   * @param shared the claims that every server of a home must have; empty where there never were
   *     members members
   * @param leaving public keys of members that could no longer sign users
   * @param credentials change of the Secret of a user that not every data plane has
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

    /** Warnings before this is applied. */
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
   * @param secrets changes of the Secrets with the keys
   * @param problem what is missing
   */
  record Awaited(List<Change> secrets, Problem problem) implements AccessDraft {
    public Awaited {
      secrets = List.copyOf(secrets);
    }
  }
}
