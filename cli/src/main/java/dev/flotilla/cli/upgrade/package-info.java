// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.cli.upgrade;

import org.jspecify.annotations.NullMarked;
