// SPDX-License-Identifier: Apache-2.0
/** Objects encrypted in age format to recipients of the member's choice. */
@NullMarked
package dev.flotilla.backup.encryption;

import org.jspecify.annotations.NullMarked;
