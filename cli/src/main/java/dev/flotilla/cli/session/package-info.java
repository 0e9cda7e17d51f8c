// SPDX-License-Identifier: Apache-2.0
/** Which hub, as whom, and where to write. */
@NullMarked
package dev.flotilla.cli.session;

import org.jspecify.annotations.NullMarked;
