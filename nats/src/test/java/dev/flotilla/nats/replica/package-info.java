// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.flotilla.nats.replica;

import org.jspecify.annotations.NullMarked;
