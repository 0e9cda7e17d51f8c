// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.resource.ResourceKey;

/**
 * Names a document by where it came from: it never changes.
 *
 * @param operation that brought it
 * @param key of which resource
 */
record DocumentId(OperationId operation, ResourceKey key) {}
