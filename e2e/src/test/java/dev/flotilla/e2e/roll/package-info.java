// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.e2e.roll;

import org.jspecify.annotations.NullMarked;
