// SPDX-License-Identifier: Apache-2.0
/** Every secret that was made is looked for wherever it must not be. */
@NullMarked
package dev.flotilla.e2e.secrets;

import org.jspecify.annotations.NullMarked;
