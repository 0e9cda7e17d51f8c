// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.nats.document.FindingCode;

/**
 * What a document brings that can heal servers.
 *
 * @param fileStore bytes that streams of a server may take on disk
 * @param waived whether servers may restart although nobody knows what that interrupts
 */
record Remedies(long fileStore, boolean waived) {
  /** None: what the servers should be is not known. */
  static final Remedies NONE = new Remedies(0, false);

  static Remedies of(Blueprint blueprint) {
    return new Remedies(
        blueprint.spec().settings().jetStream().fileStore().usable(),
        blueprint.spec().waivers().contains(FindingCode.ROLL_UNHEALTHY.name()));
  }
}
