// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import java.time.Duration;

/**
 * How long to wait for the answers of several servers.
 *
 * @param expected number of answers that ends the wait
 * @param deadline most time to wait
 */
public record Gathering(int expected, Duration deadline) {}
