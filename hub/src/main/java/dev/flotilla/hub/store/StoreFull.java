// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

/** The store takes no more: nothing was written, and nothing will be until there is room. */
public final class StoreFull extends StoreUnavailable {
  private static final long serialVersionUID = 1L;

  StoreFull(String message, Throwable cause) {
    super(message, cause);
  }
}
