// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.flotilla.nats.evacuation;

import org.jspecify.annotations.NullMarked;
