// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How often tests look whether what they wait for is so. Each look at a cluster is a process of
 * kubectl: Awaitility's ten a second keep a core busy that the cluster needs.
 */
public final class PollInterval implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(700));
  }
}
