// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import dev.flotilla.agent.rehearsal.Rehearsal;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Entry point of the process, before anything is configured. */
@QuarkusMain
public final class Main {
  private static @Nullable Rehearsal rehearsal;

  private Main() {}

  /**
   * Starts the agent; with {@code -Dflotilla.training=true} only for as long as a training run of
   * the JVM needs.
   */
  public static void main(String... arguments) throws IOException {
    // The plain Java half of BouncyCastle: the other unpacks a library into a temporary folder and
    // maps it into each process.
    System.setProperty("org.bouncycastle.native.cpu_variant", "java");
    if (Rehearsal.asked()) {
      rehearsal = Rehearsal.begin(AgentParts.clock().instant());
    }
    Quarkus.run(Agent.class, arguments);
  }

  /** The rehearsal that this process is for; null in a member. */
  static @Nullable Rehearsal rehearsal() {
    return rehearsal;
  }
}
