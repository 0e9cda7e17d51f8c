// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.flotilla.agent;

import org.jspecify.annotations.NullMarked;
