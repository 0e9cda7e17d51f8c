// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.trust;

import dev.flotilla.nats.configuration.Trust;
import dev.flotilla.protocol.plan.ObjectChange;
import java.util.List;

/**
 * What {@link TrustStore#open} would find and make.
 *
 * @param trust for the servers' configuration; that of keys which nobody keeps where there are none
 *     yet
 * @param secrets what would become of each Secret; never what is in it
 */
public record TrustOutlook(Trust trust, List<ObjectChange> secrets) {
  public TrustOutlook {
    secrets = List.copyOf(secrets);
  }
}
