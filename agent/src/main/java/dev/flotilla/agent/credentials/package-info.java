// SPDX-License-Identifier: Apache-2.0

/** The keys and credentials of a data plane, made in its namespace and kept there. */
@NullMarked
package dev.flotilla.agent.credentials;

import org.jspecify.annotations.NullMarked;
