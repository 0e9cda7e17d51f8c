// SPDX-License-Identifier: Apache-2.0

/** The keys and credentials of a data plane, generated and stored in its namespace. */
@NullMarked
package dev.flotilla.agent.credentials;

import org.jspecify.annotations.NullMarked;
