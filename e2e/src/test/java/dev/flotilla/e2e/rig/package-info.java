// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.e2e.rig;

import org.jspecify.annotations.NullMarked;
