// SPDX-License-Identifier: Apache-2.0
/**
 * Admission of documents by an agent: pure rules over signature, audience, epoch, revision and
 * time.
 */
@NullMarked
package dev.flotilla.protocol.admission;

import org.jspecify.annotations.NullMarked;
