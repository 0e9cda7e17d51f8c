// SPDX-License-Identifier: Apache-2.0
/** What the hub takes, with few and with many operations behind it. */
@NullMarked
package dev.flotilla.hub.bench;

import org.jspecify.annotations.NullMarked;
