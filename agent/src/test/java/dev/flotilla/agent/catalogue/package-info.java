// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.catalogue;

import org.jspecify.annotations.NullMarked;
