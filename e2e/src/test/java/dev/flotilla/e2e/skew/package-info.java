// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.e2e.skew;

import org.jspecify.annotations.NullMarked;
