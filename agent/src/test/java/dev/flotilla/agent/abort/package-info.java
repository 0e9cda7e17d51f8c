// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.abort;

import org.jspecify.annotations.NullMarked;
