// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.settings;

import org.jspecify.annotations.NullMarked;
