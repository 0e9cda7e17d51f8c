// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

/** The store is full: this was not written, and nothing will be until there is room. */
public final class StoreFull extends StoreUnavailable {
  private static final long serialVersionUID = 1L;

  private final boolean underWay;

  StoreFull(String message, Throwable cause) {
    this(message, cause, false);
  }

  private StoreFull(String message, Throwable cause, boolean underWay) {
    super(message, cause);
    this.underWay = underWay;
  }

  /** The same for something of several steps, of which some may have been done. */
  public StoreFull halfway() {
    return new StoreFull(String.valueOf(getMessage()), this, true);
  }

  /** Whether something was begun that could not be finished for it. */
  public boolean underWay() {
    return underWay;
  }
}
