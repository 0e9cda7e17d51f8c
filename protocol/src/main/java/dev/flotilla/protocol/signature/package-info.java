// SPDX-License-Identifier: Apache-2.0
/** Detached Ed25519 signatures over raw payload bytes, in the shape of DSSE. */
@NullMarked
package dev.flotilla.protocol.signature;

import org.jspecify.annotations.NullMarked;
