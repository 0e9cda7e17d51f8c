// SPDX-License-Identifier: Apache-2.0
/**
 * Whether an agent takes a document in: pure rules over signature, audience, epoch, revision and
 * time.
 */
@NullMarked
package dev.flotilla.protocol.admission;

import org.jspecify.annotations.NullMarked;
