// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.trust;

import org.jspecify.annotations.NullMarked;
