// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

/** Notified when events can be sent. */
public interface HubListener {
  /** The link to the hub is up, for the first time or again. */
  void connected();
}
