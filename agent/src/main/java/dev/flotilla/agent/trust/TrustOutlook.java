// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.trust;

import dev.flotilla.nats.configuration.AccessRules;
import dev.flotilla.protocol.plan.ObjectChange;
import java.util.List;

/**
 * What {@link AccessStore#open} would find and make.
 *
 * @param rules for the servers' configuration; those of keys which nobody keeps where there are
 *     none yet
 * @param secrets what would become of each Secret; never what is in it
 */
public record TrustOutlook(AccessRules rules, List<ObjectChange> secrets) {
  public TrustOutlook {
    secrets = List.copyOf(secrets);
  }
}
