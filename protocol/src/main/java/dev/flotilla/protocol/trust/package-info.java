// SPDX-License-Identifier: Apache-2.0
/** Which keys an agent believes, and how it first learns them. */
@NullMarked
package dev.flotilla.protocol.trust;

import org.jspecify.annotations.NullMarked;
