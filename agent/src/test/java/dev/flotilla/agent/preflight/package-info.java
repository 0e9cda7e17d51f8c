// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.preflight;

import org.jspecify.annotations.NullMarked;
