// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.backups;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Namespace and name are those of the address; the namespace may be left to it.
 *
 * @param namespace in the member
 * @param name in the namespace
 */
record JobMetadata(@Schema(nullable = true) @Nullable String namespace, String name) {}
