// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.sbom;

import org.jspecify.annotations.NullMarked;
