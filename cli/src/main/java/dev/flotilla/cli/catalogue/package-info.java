// SPDX-License-Identifier: Apache-2.0
/** The catalogue of nats-server releases that the hub judges by. */
@NullMarked
package dev.flotilla.cli.catalogue;

import org.jspecify.annotations.NullMarked;
