// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.render;

import org.jspecify.annotations.NullMarked;
