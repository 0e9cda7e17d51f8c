// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.process;

import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * The default poll interval. Each poll of a cluster is a process of kubectl: Awaitility's ten a
 * second keep a core busy that the cluster needs.
 */
public final class Polling {

  private static final Duration INTERVAL = Duration.ofMillis(700);

  private Polling() {}

  /** Sets the default from now on. */
  public static void calm() {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(INTERVAL);
  }
}
