// SPDX-License-Identifier: Apache-2.0
/** Backups and restores of NatsClusters: requested, listed and withdrawn. */
@NullMarked
package dev.flotilla.hub.backup;

import org.jspecify.annotations.NullMarked;
