// SPDX-License-Identifier: Apache-2.0
/** What an agent reports of its resources. */
@NullMarked
package dev.flotilla.protocol.report;

import org.jspecify.annotations.NullMarked;
