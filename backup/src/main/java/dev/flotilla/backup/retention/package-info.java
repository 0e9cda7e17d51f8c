// SPDX-License-Identifier: Apache-2.0
/** Which sets go, and how they are removed. */
@NullMarked
package dev.flotilla.backup.retention;

import org.jspecify.annotations.NullMarked;
