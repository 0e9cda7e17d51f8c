// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.nats.upgrade;

import org.jspecify.annotations.NullMarked;
