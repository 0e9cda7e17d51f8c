// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

/**
 * An object as the storage lists it.
 *
 * @param key relative to the storage
 * @param size bytes
 */
public record StoredObject(String key, long size) {}
