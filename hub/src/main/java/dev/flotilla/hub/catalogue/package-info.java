// SPDX-License-Identifier: Apache-2.0
/**
 * The catalogue of nats-server releases that is in force: the newer of the build's and the
 * imported.
 */
@NullMarked
package dev.flotilla.hub.catalogue;

import org.jspecify.annotations.NullMarked;
