// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

/**
 * An object of a set, as it is stored: encrypted.
 *
 * @param key relative to the storage
 * @param size bytes
 * @param sha256 in hexadecimal digits
 */
public record SavedObject(String key, long size, String sha256) {}
