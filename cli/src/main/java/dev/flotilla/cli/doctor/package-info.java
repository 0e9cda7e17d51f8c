// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla doctor}. */
@NullMarked
package dev.flotilla.cli.doctor;

import org.jspecify.annotations.NullMarked;
