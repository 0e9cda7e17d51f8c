// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

/**
 * The store does not answer: nothing is known to be written, and the same call may succeed soon.
 */
public sealed class StoreUnavailable extends RuntimeException permits StoreFull {
  private static final long serialVersionUID = 1L;

  /** With what failed. */
  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /** Without a cause. */
  public StoreUnavailable(String message) {
    super(message);
  }
}
