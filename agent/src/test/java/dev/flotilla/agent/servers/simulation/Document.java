// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

/**
 * What is wanted.
 *
 * @param template of the servers, and their number
 * @param paused whether no change may begin
 * @param accepted whether it is valid
 */
record Document(Template template, boolean paused, boolean accepted) {
  int servers() {
    return template.servers();
  }

  Document with(Template changed) {
    return new Document(changed, paused, true);
  }

  Document paused(boolean wished) {
    return new Document(template, wished, accepted);
  }

  Document accepted(boolean valid) {
    return new Document(template, paused, valid);
  }
}
