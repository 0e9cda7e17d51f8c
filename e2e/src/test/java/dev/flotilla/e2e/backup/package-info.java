// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.e2e.backup;

import org.jspecify.annotations.NullMarked;
