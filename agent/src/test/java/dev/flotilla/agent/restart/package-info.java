// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.restart;

import org.jspecify.annotations.NullMarked;
