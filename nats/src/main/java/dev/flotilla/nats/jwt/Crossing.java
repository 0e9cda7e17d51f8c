// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import java.util.Locale;

/** How messages cross the border of accounts. */
public enum Crossing {
  /** Messages flow from the exporting to the importing account. */
  STREAM,
  /** Requests flow to the exporting account, replies back. */
  SERVICE;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
