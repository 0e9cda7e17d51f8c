// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import dev.flotilla.protocol.resource.ResourceKey;

/**
 * A document whose desired state must be reached for an operation to succeed.
 *
 * @param key the resource
 * @param revision of its document, from 1
 */
public record Awaited(ResourceKey key, long revision) {}
