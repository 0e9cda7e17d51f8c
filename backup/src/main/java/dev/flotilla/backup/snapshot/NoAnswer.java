// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import java.io.IOException;
import java.io.Serial;

/** No server answered a request of the JetStream API. */
public final class NoAnswer extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean unheard;

  NoAnswer(String subject, boolean unheard) {
    super(subject + (unheard ? ": no responders" : ": no answer in time"));
    this.unheard = unheard;
  }

  /** Whether no server received it, so that it had no effect. */
  public boolean isUnheard() {
    return unheard;
  }
}
