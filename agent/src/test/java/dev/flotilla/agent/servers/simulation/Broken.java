// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

/** A promise of the engine was broken. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Broken(String promise) {
    super(promise);
  }
}
