// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

/** Notified of what happens on a connection to the hub, on threads of the connection. */
interface SessionListener {
  /** The inbox or the connection changed. */
  void signal(Signal signal);

  /**
   * The hub asks a question.
   *
   * @param session to answer over
   * @param question an envelope that is not verified yet
   */
  default void asked(HubSession session, byte[] question) {}
}
