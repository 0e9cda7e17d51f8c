// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.configuration.AccessRules;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.ObjectChange;
import java.util.List;
import java.util.Set;

/**
 * What {@link AccessStore#open} would find and make.
 *
 * @param rules for the servers' configuration; those of keys which nobody keeps where there are
 *     none yet
 * @param secrets what would become of each Secret; never what is in it
 * @param leaving public keys of members that would sign nobody any more
 */
public record AccessForecast(AccessRules rules, List<ObjectChange> secrets, Set<String> leaving) {
  public AccessForecast {
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
