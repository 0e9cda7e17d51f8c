// SPDX-License-Identifier: Apache-2.0
/** What hub and agent say to each other. */
@NullMarked
package dev.flotilla.protocol;

import org.jspecify.annotations.NullMarked;
