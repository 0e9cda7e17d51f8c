// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.hub.inbox;

import org.jspecify.annotations.NullMarked;
