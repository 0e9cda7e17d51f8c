// SPDX-License-Identifier: Apache-2.0
/** Where messages travel: subjects, inbox keys, streams. */
@NullMarked
package dev.flotilla.protocol.subject;

import org.jspecify.annotations.NullMarked;
