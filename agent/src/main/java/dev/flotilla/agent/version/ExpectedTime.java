// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.nats.upgrade.ByteSize;
import dev.flotilla.nats.upgrade.ServerStore;
import java.time.Duration;
import java.util.List;

/**
 * How long servers take for a change of version, as a range. What a server does besides its data is
 * moving leaders and clients away, ending, starting and being verified. Its data is not read at all
 * when its indexes are valid, and read in full when they are not, as after a change of their
 * format; then it catches up with what was published meanwhile, which nobody knows beforehand.
 *
 * @param servers how many restart in each step
 * @param steps versions that all servers take in turn
 * @param bytes stored by all servers together
 * @param largest stored by one of them
 */
record ExpectedTime(int servers, int steps, long bytes, long largest) {
  /** With no data and few clients. */
  private static final long LEAST_SECONDS = 5;

  /** A server with clients that do not leave takes its grace period of 60 seconds. */
  private static final long MOST_SECONDS = 90;

  /**
   * Reading at the rate of a busy volume: a quarter of the 320 MB/s that nats-server 2.15 was
   * measured to catch up with on a local disk.
   */
  private static final long BYTES_PER_SECOND = 80_000_000;

  private static final long MINUTE = 60;
  private static final long HOUR = 3600;

  static ExpectedTime of(List<ServerStore> stores, int steps) {
    return new ExpectedTime(
        stores.size(),
        steps,
        stores.stream().mapToLong(ServerStore::usedBytes).sum(),
        stores.stream().mapToLong(ServerStore::usedBytes).max().orElse(0));
  }

  Duration least() {
    return Duration.ofSeconds(restarts() * LEAST_SECONDS);
  }

  Duration most() {
    return Duration.ofSeconds(restarts() * MOST_SECONDS + steps * bytes / BYTES_PER_SECOND);
  }

  /** Such as {@code 30 s to 9 min for 6 restarts, with up to 1.0 GiB to read in each}. */
  String text() {
    return servers == 0
        ? ""
        : "%s to %s for %d %s, with up to %s to read in each"
            .formatted(
                said(least().toSeconds()),
                said(most().toSeconds()),
                restarts(),
                restarts() == 1 ? "restart" : "restarts",
                new ByteSize(largest));
  }

  private long restarts() {
    return (long) servers * steps;
  }

  /** No more exact than an estimate can be. */
  private static String said(long seconds) {
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    }
    return seconds < 2 * HOUR
        ? Math.ceilDiv(seconds, MINUTE) + " min"
        : Math.ceilDiv(seconds, HOUR) + " h";
  }
}
