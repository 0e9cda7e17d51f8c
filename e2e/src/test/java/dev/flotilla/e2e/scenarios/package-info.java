// SPDX-License-Identifier: Apache-2.0
/** What the scenarios of the nats module become, before a real API server. */
@NullMarked
package dev.flotilla.e2e.scenarios;

import org.jspecify.annotations.NullMarked;
