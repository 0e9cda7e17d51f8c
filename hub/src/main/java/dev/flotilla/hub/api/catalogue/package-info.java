// SPDX-License-Identifier: Apache-2.0
/** The catalogue of nats-server releases: {@code /api/v1/catalogue}. */
@NullMarked
package dev.flotilla.hub.api.catalogue;

import org.jspecify.annotations.NullMarked;
