// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

/** Is told what happens on a connection to the hub, on threads of the connection. */
interface SessionListener {
  /** Something changed. */
  void signal(Signal signal);

  /**
   * Somebody asks something.
   *
   * @param session to answer over
   * @param question an envelope that nobody has judged
   */
  default void asked(HubSession session, byte[] question) {}
}
