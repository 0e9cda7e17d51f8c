// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla import}: values of the official NATS chart. */
@NullMarked
package dev.flotilla.cli.chart;

import org.jspecify.annotations.NullMarked;
