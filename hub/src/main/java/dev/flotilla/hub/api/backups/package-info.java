// SPDX-License-Identifier: Apache-2.0
/** {@code /api/v1/natsbackups} and {@code /api/v1/natsrestores}. */
@NullMarked
package dev.flotilla.hub.api.backups;

import org.jspecify.annotations.NullMarked;
