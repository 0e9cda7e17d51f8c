// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.e2e.heal;

import org.jspecify.annotations.NullMarked;
