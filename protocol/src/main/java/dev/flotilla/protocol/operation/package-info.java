// SPDX-License-Identifier: Apache-2.0
/** What people ask for, and how far it has come. */
@NullMarked
package dev.flotilla.protocol.operation;

import org.jspecify.annotations.NullMarked;
