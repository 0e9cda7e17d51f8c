// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import java.util.Objects;

/** Version of this program, from its manifest. */
final class AgentVersion {
  private AgentVersion() {}

  static String current() {
    return Objects.requireNonNullElse(
        AgentVersion.class.getPackage().getImplementationVersion(), "0.1.0-SNAPSHOT");
  }
}
