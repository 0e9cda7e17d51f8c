// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.upgrade;

import org.jspecify.annotations.NullMarked;
