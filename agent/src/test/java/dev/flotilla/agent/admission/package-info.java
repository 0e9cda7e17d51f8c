// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.admission;

import org.jspecify.annotations.NullMarked;
