// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.protocol.wire;

import org.jspecify.annotations.NullMarked;
