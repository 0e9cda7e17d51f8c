// SPDX-License-Identifier: Apache-2.0
/** Brings a NatsCluster back to an earlier document. */
@NullMarked
package dev.flotilla.hub.rollback;

import org.jspecify.annotations.NullMarked;
