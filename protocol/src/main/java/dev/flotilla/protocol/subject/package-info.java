// SPDX-License-Identifier: Apache-2.0
/** Subjects, inbox keys and streams. */
@NullMarked
package dev.flotilla.protocol.subject;

import org.jspecify.annotations.NullMarked;
