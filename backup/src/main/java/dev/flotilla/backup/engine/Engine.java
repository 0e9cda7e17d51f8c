// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.util.function.Consumer;

/** Backs up and restores. */
public interface Engine {
  /**
   * Does a task. What fails is a result; exceptions are bugs.
   *
   * @param progress receives every change, of which a caller may skip some
   * @throws InterruptedException when the process is stopped; what was begun is undone or can be
   *     continued
   */
  Result run(Task task, Consumer<Progress> progress) throws InterruptedException;
}
