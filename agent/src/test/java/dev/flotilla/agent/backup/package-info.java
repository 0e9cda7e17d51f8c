// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.backup;

import org.jspecify.annotations.NullMarked;
