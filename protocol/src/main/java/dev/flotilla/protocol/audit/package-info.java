// SPDX-License-Identifier: Apache-2.0
/** The hash-chained record of who did what. */
@NullMarked
package dev.flotilla.protocol.audit;

import org.jspecify.annotations.NullMarked;
