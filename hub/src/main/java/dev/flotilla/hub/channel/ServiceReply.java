// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;

/** What a service replies to an agent. */
sealed interface ServiceReply {
  /** The service was rendered. */
  record Done(Object body) implements ServiceReply {}

  /** It was not. */
  record Refused(Problem problem) implements ServiceReply {}

  static ServiceReply refused(Code code, String message, String hint) {
    return new Refused(new Problem(code, message, hint));
  }
}
