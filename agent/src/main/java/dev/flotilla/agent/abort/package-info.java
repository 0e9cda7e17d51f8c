// SPDX-License-Identifier: Apache-2.0
/** Operations that bring servers back to what they were last verified with. */
@NullMarked
package dev.flotilla.agent.abort;

import org.jspecify.annotations.NullMarked;
