// SPDX-License-Identifier: Apache-2.0
/** The objects of the nats module's scenarios, against a real API server. */
@NullMarked
package dev.flotilla.e2e.scenarios;

import org.jspecify.annotations.NullMarked;
