// SPDX-License-Identifier: Apache-2.0

/**
 * From the model to the nats-server configuration, and the digest the server will report for it.
 */
@NullMarked
package dev.flotilla.nats.configuration;

import org.jspecify.annotations.NullMarked;
