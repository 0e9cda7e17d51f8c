// SPDX-License-Identifier: Apache-2.0

/** NKeys and the claims of operator mode, after the schema of the Go library jwt/v2. */
@NullMarked
package dev.flotilla.nats.jwt;

import org.jspecify.annotations.NullMarked;
