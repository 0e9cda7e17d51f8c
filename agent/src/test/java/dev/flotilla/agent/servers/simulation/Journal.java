// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.servers.Intent;
import dev.flotilla.nats.cluster.status.RollStop;
import java.util.Optional;

/** Intents on record: an agent that does not know the newest one may do nothing. */
final class Journal {
  private long version;
  private Optional<Intent> last = Optional.empty();
  private Optional<RollStop> stop = Optional.empty();

  /** The API server answered 409. */
  static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  long version() {
    return version;
  }

  /** Returns the version afterwards; the same intent twice is written once. */
  long write(Intent intent, long seen) {
    expect(seen == version);
    if (!last.equals(Optional.of(intent))) {
      last = Optional.of(intent);
      version++;
    }
    return version;
  }

  Optional<RollStop> stop() {
    return stop;
  }

  /** The same for a stop, or its end. */
  long write(Optional<RollStop> changed, long seen) {
    expect(seen == version);
    if (!stop.equals(changed)) {
      stop = changed;
      version++;
    }
    return version;
  }

  /** What a write is bound to must be as it was. */
  void expect(boolean unchanged) {
    if (!unchanged) {
      throw new Conflict();
    }
  }
}
