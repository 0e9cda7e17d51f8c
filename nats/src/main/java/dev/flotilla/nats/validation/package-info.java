// SPDX-License-Identifier: Apache-2.0

/** What the parser finds in a NatsCluster document, as people and programs read it. */
@NullMarked
package dev.flotilla.nats.validation;

import org.jspecify.annotations.NullMarked;
