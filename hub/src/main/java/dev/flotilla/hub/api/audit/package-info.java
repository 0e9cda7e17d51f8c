// SPDX-License-Identifier: Apache-2.0
/** The audit record: {@code /api/v1/audit}. */
@NullMarked
package dev.flotilla.hub.api.audit;

import org.jspecify.annotations.NullMarked;
