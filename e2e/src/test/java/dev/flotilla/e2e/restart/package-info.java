// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.e2e.restart;

import org.jspecify.annotations.NullMarked;
