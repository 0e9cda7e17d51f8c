// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.backup.engine.Result;
import dev.flotilla.protocol.Problem;

/** What happens to a NatsBackup or a NatsRestore next. */
sealed interface Decision {
  /** It has ended, and nothing follows. */
  record Rest() implements Decision {}

  /** A document that cannot be carried out. A corrected one may follow. */
  record Refuse(Problem problem) implements Decision {}

  /** Nothing may be created yet. */
  record Wait(Problem problem) implements Decision {}

  /** Its Job is recorded in the status, so that others wait for it. */
  record Begin() implements Decision {}

  /** Task and Job are created, where they do not exist. */
  record Create() implements Decision {}

  /** The Job is left alone. */
  record Watch(Problem state) implements Decision {}

  /** The Job has a result. */
  record Conclude(Result result) implements Decision {}

  /** The Job has none, and will have none. What is left of it is removed. */
  record Fail(Problem problem) implements Decision {}
}
