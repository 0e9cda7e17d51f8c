// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import dev.flotilla.e2e.process.Polling;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Every test class uses the default poll interval of the rig. */
public final class CalmPolling implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Polling.calm();
  }
}
