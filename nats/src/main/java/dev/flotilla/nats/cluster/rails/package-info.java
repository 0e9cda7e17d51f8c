// SPDX-License-Identifier: Apache-2.0

/**
 * Guard rails: rules across the sections of a spec. A rule about a single section is in the record
 * that reads it.
 */
@NullMarked
package dev.flotilla.nats.cluster.rails;

import org.jspecify.annotations.NullMarked;
