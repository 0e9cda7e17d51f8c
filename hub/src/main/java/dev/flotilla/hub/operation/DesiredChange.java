// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.resource.ResourceKey;

/**
 * A document that an operation makes the desired one.
 *
 * @param key the resource
 * @param body text of the document; kept as text because its digest is what counts
 */
public record DesiredChange(ResourceKey key, String body) {}
