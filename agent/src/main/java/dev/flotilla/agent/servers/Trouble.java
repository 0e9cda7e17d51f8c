// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.protocol.Code;

/**
 * Why something does not proceed.
 *
 * @param code a stable code, or a reason of Kubernetes such as {@code ImagePullBackOff}
 * @param message human-readable, names the server
 */
public record Trouble(String code, String message) {
  Trouble(Code code, String message) {
    this(code.name(), message);
  }
}
