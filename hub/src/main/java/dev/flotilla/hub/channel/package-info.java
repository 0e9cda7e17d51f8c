// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.hub.channel;

import org.jspecify.annotations.NullMarked;
