// SPDX-License-Identifier: Apache-2.0
/** API tokens and join tokens: {@code /api/v1/tokens}, and {@code /api/v1/whoami}. */
@NullMarked
package dev.flotilla.hub.api.tokens;

import org.jspecify.annotations.NullMarked;
