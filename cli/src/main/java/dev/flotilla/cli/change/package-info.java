// SPDX-License-Identifier: Apache-2.0
/** What commands have in common that change a NatsCluster. */
@NullMarked
package dev.flotilla.cli.change;

import org.jspecify.annotations.NullMarked;
