// SPDX-License-Identifier: Apache-2.0
/** Every generated secret is searched for wherever it must not be. */
@NullMarked
package dev.flotilla.e2e.secrets;

import org.jspecify.annotations.NullMarked;
