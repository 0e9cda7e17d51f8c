// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.flotilla.agent.crd;

import org.jspecify.annotations.NullMarked;
