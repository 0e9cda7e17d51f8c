// SPDX-License-Identifier: Apache-2.0

/** TLS of the servers: where the certificate comes from, and which ports use it. */
@NullMarked
package dev.flotilla.nats.cluster.tls;

import org.jspecify.annotations.NullMarked;
