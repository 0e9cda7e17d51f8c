// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla schema}. */
@NullMarked
package dev.flotilla.cli.schema;

import org.jspecify.annotations.NullMarked;
