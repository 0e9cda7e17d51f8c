// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.nats.backup;

import org.jspecify.annotations.NullMarked;
