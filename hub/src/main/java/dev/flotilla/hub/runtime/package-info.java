// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.hub.runtime;

import org.jspecify.annotations.NullMarked;
