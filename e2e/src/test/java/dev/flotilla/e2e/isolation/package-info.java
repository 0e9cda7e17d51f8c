// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.e2e.isolation;

import org.jspecify.annotations.NullMarked;
