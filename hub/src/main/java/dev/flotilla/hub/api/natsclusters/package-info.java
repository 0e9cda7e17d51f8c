// SPDX-License-Identifier: Apache-2.0
/** NatsClusters, desired and reported: {@code /api/v1/natsclusters}. */
@NullMarked
package dev.flotilla.hub.api.natsclusters;

import org.jspecify.annotations.NullMarked;
