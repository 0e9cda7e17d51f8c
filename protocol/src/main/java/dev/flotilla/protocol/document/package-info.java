// SPDX-License-Identifier: Apache-2.0
/**
 * Desired state on its way to agents: one signed document per resource, and a signed index of them.
 */
@NullMarked
package dev.flotilla.protocol.document;

import org.jspecify.annotations.NullMarked;
