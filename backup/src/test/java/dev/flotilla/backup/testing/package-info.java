// SPDX-License-Identifier: Apache-2.0
/** A real S3 storage, keys and bytes for tests. */
@NullMarked
package dev.flotilla.backup.testing;

import org.jspecify.annotations.NullMarked;
