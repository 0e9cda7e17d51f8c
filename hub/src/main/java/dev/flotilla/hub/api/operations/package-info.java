// SPDX-License-Identifier: Apache-2.0
/** Operations and their progress: {@code /api/v1/operations}. */
@NullMarked
package dev.flotilla.hub.api.operations;

import org.jspecify.annotations.NullMarked;
