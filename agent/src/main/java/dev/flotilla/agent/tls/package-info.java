// SPDX-License-Identifier: Apache-2.0

/** The certificate of the servers: where it comes from, when it is renewed, what it is used for. */
@NullMarked
package dev.flotilla.agent.tls;

import org.jspecify.annotations.NullMarked;
