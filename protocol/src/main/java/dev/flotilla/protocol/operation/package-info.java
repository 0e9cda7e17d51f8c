// SPDX-License-Identifier: Apache-2.0
/** Operations: requests and their progress. */
@NullMarked
package dev.flotilla.protocol.operation;

import org.jspecify.annotations.NullMarked;
