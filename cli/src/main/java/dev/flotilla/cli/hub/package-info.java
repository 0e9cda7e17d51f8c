// SPDX-License-Identifier: Apache-2.0
/** Communication with the hub: HTTPS, trust, problems, events. */
@NullMarked
package dev.flotilla.cli.hub;

import org.jspecify.annotations.NullMarked;
