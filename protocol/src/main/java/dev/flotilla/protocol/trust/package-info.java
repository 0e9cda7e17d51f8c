// SPDX-License-Identifier: Apache-2.0
/** The keys that an agent trusts, and how it gets them. */
@NullMarked
package dev.flotilla.protocol.trust;

import org.jspecify.annotations.NullMarked;
