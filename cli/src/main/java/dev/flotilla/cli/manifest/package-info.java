// SPDX-License-Identifier: Apache-2.0
/** Documents in YAML or JSON files that people write. */
@NullMarked
package dev.flotilla.cli.manifest;

import org.jspecify.annotations.NullMarked;
