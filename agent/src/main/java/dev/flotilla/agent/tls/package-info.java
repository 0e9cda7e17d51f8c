// SPDX-License-Identifier: Apache-2.0

/** The certificate of the servers: its source, its renewal and its use. */
@NullMarked
package dev.flotilla.agent.tls;

import org.jspecify.annotations.NullMarked;
