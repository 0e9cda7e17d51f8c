// SPDX-License-Identifier: Apache-2.0
/**
 * What writes and checks a NatsCluster document before it is deployed: {@code /api/v1/imports},
 * {@code profiles}, {@code schemas} and {@code validations}. Nothing is stored.
 */
@NullMarked
package dev.flotilla.hub.api.documents;

import org.jspecify.annotations.NullMarked;
